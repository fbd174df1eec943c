package dev.edgewise.study;

import dev.edgewise.measure.SampleException;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder that a study writes to: `samples.jsonl` grows while it runs, `index.html` and
/// `result.json` come at the end, whole or not at all. Only files that an earlier study wrote are
/// overwritten, and only once there is something new.
public final class OutputFolder {

    private static final String SAMPLES = "samples.jsonl";
    private static final String RESULT = "result.json";
    private static final String PAGE = "index.html";
    private static final int HEAD = 4096;

    private final Path folder;

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /// The folder at `folder`, which is made if need be.
    ///
    /// @throws IOException naming what is in the way, or can't be written
    public static OutputFolder open(Path folder) throws IOException {
        WholeFile.requireFolder(folder);
        for (String name : List.of(SAMPLES, RESULT, PAGE)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !ours(file)) {
                throw new IOException(
                        file + ": is in the way and not a study's; choose another --out");
            }
        }
        return new OutputFolder(folder);
    }

    private static boolean ours(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
            String name = file.getFileName().toString();
            return head.isEmpty()
                    || switch (name) {
                        case SAMPLES -> head.startsWith("{\"version\":");
                        case RESULT -> head.startsWith("{") && head.contains("\"places\"");
                        default -> head.contains("<title>" + StudyPage.TITLE);
                    };
        }
    }

    /// Where the page is.
    public Path page() {
        return folder.resolve(PAGE);
    }

    /// Begins new samples; results of earlier ones go.
    SampleWriter samples() throws IOException {
        SampleWriter writer = SampleWriter.create(folder.resolve(SAMPLES));
        try {
            Files.deleteIfExists(folder.resolve(RESULT));
            Files.deleteIfExists(folder.resolve(PAGE));
            return writer;
        } catch (IOException e) {
            writer.close();
            throw new SampleException(folder + ": can't be written to: " + WholeFile.reason(e), e);
        }
    }

    /// Writes page and JSON.
    ///
    /// @throws IOException naming the file that can't be written
    public void write(StudyResult result) throws IOException {
        write(RESULT, StudyJson.text(result) + "\n");
        write(PAGE, StudyPage.of(result).html());
    }

    private void write(String name, String text) throws IOException {
        WholeFile.at(folder.resolve(name)).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
