package dev.edgewise.study;

import dev.edgewise.measure.LineFile;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder that a study writes to: `study.json` and `samples.jsonl` grow while it runs,
/// `index.html`
/// and `result.json` come at the end, whole or not at all, and are made from the first two. Only
/// files that an earlier study wrote are overwritten, and only once there is something new.
public final class OutputFolder {

    static final String SAMPLES = "samples.jsonl";
    static final String RESOURCES = "resources.jsonl";
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
        for (String name : List.of(StudyFile.NAME, SAMPLES, RESOURCES, RESULT, PAGE)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !ours(file)) {
                throw new IOException(
                        file + ": is in the way and not a study's; choose another --out");
            }
        }
        return new OutputFolder(folder);
    }

    /// The folder of a run that broke off.
    ///
    /// @throws IOException if there is none, or it can't be gone on with
    public static OutputFolder ofBrokenRun(Path folder) throws IOException {
        BrokenRun.file(folder);
        return open(folder);
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
                        case StudyFile.NAME -> head.startsWith("{") && head.contains("\"asked\"");
                        case SAMPLES, RESOURCES -> head.startsWith("{\"version\":");
                        case RESULT -> head.startsWith("{") && head.contains("\"places\"");
                        default -> head.contains("<title>" + StudyPage.TITLE);
                    };
        }
    }

    /// Where the page is.
    public Path page() {
        return folder.resolve(PAGE);
    }

    /// Begins a run: `study` is what is known of it, and samples will follow. What is there of an
    /// earlier one goes.
    RunFiles begin(StudyFile study) throws IOException {
        return begun(
                study,
                SampleWriter.create(folder.resolve(SAMPLES)),
                LineFile.create(folder.resolve(RESOURCES)));
    }

    /// Goes on with a run that broke off; what is there of a block that was cut off goes.
    RunFiles goOn(StudyFile study, BrokenRun broken) throws IOException {
        Path resources = folder.resolve(RESOURCES);
        long whole =
                ResourcesJson.read(resources).all().stream()
                        .takeWhile(used -> used.block() < broken.blocks())
                        .count();
        return begun(
                study,
                SampleWriter.goOn(folder.resolve(SAMPLES), broken.kept().size()),
                whole == 0 ? LineFile.create(resources) : LineFile.goOn(resources, whole));
    }

    private RunFiles begun(StudyFile study, SampleWriter samples, LineFile resources)
            throws IOException {
        RunFiles files = new RunFiles(samples, resources);
        try {
            write(study);
            Files.deleteIfExists(folder.resolve(RESULT));
            Files.deleteIfExists(folder.resolve(PAGE));
            return files;
        } catch (IOException e) {
            files.close();
            throw new IOException(folder + ": can't be written to: " + WholeFile.reason(e), e);
        }
    }

    /// Where what was measured is, to be added to why no more was.
    public String kept() {
        return " (what was measured until then is in "
                + folder
                + ", and compare --resume goes on with it)";
    }

    /// The folder itself.
    Path folder() {
        return folder;
    }

    /// Writes what is known by now.
    void write(StudyFile study) throws IOException {
        write(StudyFile.NAME, study.json());
    }

    /// Reads the run that is there, and writes page and JSON of it.
    ///
    /// @throws IOException naming the file that can't be read or written
    StudyRun finish() throws IOException {
        StudyRun run = StudyRun.read(folder);
        write(run);
        return run;
    }

    /// Writes page and JSON of the run that is there.
    ///
    /// @throws IOException naming the file that can't be written
    public void write(StudyRun run) throws IOException {
        write(RESULT, StudyJson.text(run) + "\n");
        write(PAGE, StudyPage.of(run).html());
    }

    private void write(String name, String text) throws IOException {
        WholeFile.at(folder.resolve(name)).write(text);
    }
}
