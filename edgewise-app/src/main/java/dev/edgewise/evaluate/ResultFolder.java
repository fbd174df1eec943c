package dev.edgewise.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

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
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file, a folder is needed for the results");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".edgewise", ".tmp"));
        } catch (IOException e) {
            throw new IOException(folder + ": can't be written to: " + reason(e), e);
        }
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
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve("." + name + "." + UUID.randomUUID());
        try {
            Files.writeString(unfinished, text);
            try {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw new IOException(file + ": can't be written: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f) {
            return f.getReason() == null
                    ? e.getClass().getSimpleName().replace("Exception", "")
                    : f.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
