package dev.edgewise.train;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// The file that a training will leave: whole, or not at all.
final class ModelFile {

    private final Path file;
    private final Path folder;

    /// @throws TrainingException if no file can be written there: better now than after an hour
    ModelFile(Path file) throws TrainingException {
        this.file = file;
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(file)) {
            throw new TrainingException(file + ": is a folder, expected a file to write");
        }
        folder = parent;
        if (!Files.isDirectory(folder)) {
            throw new TrainingException(file + ": its folder doesn't exist");
        }
        if (!Files.isWritable(folder)) {
            throw new TrainingException(file + ": its folder can't be written to");
        }
    }

    /// Writes `bytes` to a file beside it, which then takes its place.
    void write(byte[] bytes) throws TrainingException {
        try {
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
            throw new TrainingException(file + ": can't be written: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e instanceof NoSuchFileException
                ? "its folder is gone"
                : String.valueOf(e.getMessage());
    }
}
