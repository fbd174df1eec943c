package dev.edgewise.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A clip of a study.
///
/// @param name by which samples call it
/// @param bytes its size
/// @param sha256 of its file, in hexadecimal
record ClipFile(String name, long bytes, String sha256) {

    /// Reads the file called `name` in `folder`.
    static ClipFile of(Path folder, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ClipFile(name, bytes.length, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
