package dev.edgewise.study;

import dev.edgewise.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A clip of a study.
///
/// @param name by which samples call it
/// @param bytes its size
/// @param sha256 of its file, in hexadecimal
record ClipFile(String name, long bytes, String sha256) {

    /// Reads the file called `name` in `folder`.
    static ClipFile of(Path folder, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        return new ClipFile(name, bytes.length, Sha256.of(bytes).hex());
    }
}
