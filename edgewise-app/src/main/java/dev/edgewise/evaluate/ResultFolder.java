package dev.edgewise.evaluate;

import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder for results: `index.html`, `result.json` and what else there is. Each file is there
/// whole or not at all, and only those of an earlier evaluation are overwritten.
public final class ResultFolder {

    /// How `kind`, the first property of every `result.json`, begins.
    static final String KIND = "edgewise-evaluate-";

    private static final String RESULT = "result.json";

    private final Path folder;

    private ResultFolder(Path folder) {
        this.folder = folder;
    }

    /// The folder at `folder`, which is made if need be.
    ///
    /// @param names of the files that will be written besides `result.json`
    /// @throws IOException naming what is in the way, or can't be written
    public static ResultFolder open(Path folder, List<String> names) throws IOException {
        WholeFile.requireFolder(folder);
        Path result = folder.resolve(RESULT);
        if (!isOurs(result)) {
            for (String name : names) {
                requireAbsent(folder.resolve(name));
            }
            requireAbsent(result);
        }
        return new ResultFolder(folder);
    }

    private static void requireAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(
                    file + ": is in the way and not an evaluation's; choose another --out");
        }
    }

    private static boolean isOurs(Path result) throws IOException {
        if (!Files.isRegularFile(result)) {
            return false;
        }
        String begins = "{\"kind\":\"" + KIND;
        try (InputStream in = Files.newInputStream(result)) {
            return new String(in.readNBytes(begins.length()), StandardCharsets.UTF_8)
                    .equals(begins);
        }
    }

    /// Writes a file of the folder.
    ///
    /// @throws IOException naming the file that can't be written
    public void write(String name, String text) throws IOException {
        WholeFile.at(folder.resolve(name)).write(text);
    }
}
