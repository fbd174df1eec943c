package dev.edgewise.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file that a command will leave: whole, or not at all. What is there already stays until the
/// new one is complete.
public final class WholeFile {

    private final Path file;
    private final Path folder;

    private WholeFile(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /// The file at `file`, which needn't be there yet.
    ///
    /// @throws IOException if none can be written there: better now than after the work
    public static WholeFile at(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a file to write");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder doesn't exist");
        }
        if (!Files.isWritable(folder) && !(Files.exists(file) && !Files.isRegularFile(file))) {
            throw new IOException(file + ": its folder can't be written to");
        }
        return new WholeFile(file, folder);
    }

    /// Makes `folder`, if need be, for files that a command will leave.
    ///
    /// @throws IOException if none can be written there: better now than after the work
    public static void requireFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file, a folder is needed for the results");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".edgewise", ".tmp"));
        } catch (IOException e) {
            throw new IOException(folder + ": can't be written to: " + reason(e), e);
        }
    }

    /// Writes `text` in UTF-8 to a file beside it, which then takes its place.
    ///
    /// @throws IOException if that fails, with one line that names the file
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes `bytes` to a file beside it, which then takes its place.
    ///
    /// @throws IOException if that fails, with one line that names the file
    public void write(byte[] bytes) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A pipe or a device takes what is written, and must not be replaced.
                Files.write(file, bytes);
                return;
            }
            Path part =
                    folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            part.toFile().deleteOnExit();
            try {
                Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new IOException(file + ": can't be written: " + reason(e), e);
        }
    }

    /// Why a file can't be written, without its name.
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder is gone";
        }
        if (e instanceof FileSystemException failure) {
            // The message would only be the file's name.
            return failure.getReason() == null
                    ? e.getClass().getSimpleName().replace("Exception", "")
                    : failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
