package dev.edgewise.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file whose first line is a password, so that it stands on no command line.
final class PasswordFile {

    private PasswordFile() {}

    /// @throws IOException naming the file if it can't be read or its first line is empty
    static String read(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new IOException(file + ": its first line is no password");
            }
            return line;
        } catch (FileSystemException | CharacterCodingException e) {
            throw new IOException(file + ": can't be read", e);
        }
    }
}
