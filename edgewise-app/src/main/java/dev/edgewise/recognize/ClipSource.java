package dev.edgewise.recognize;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/// A clip that is read when its turn comes.
///
/// @param name what it is called in results: the file as given or found, with `/` between folders
/// @param reading how it is read
public record ClipSource(String name, Reading reading) {

    /// Reads a clip, or fails with one line that names it.
    @FunctionalInterface
    public interface Reading {
        Clip read() throws IOException;
    }

    /// The WAV file at `path`, called as `path` is.
    public static ClipSource file(Path path) {
        String name = path.toString().replace(File.separatorChar, '/');
        return new ClipSource(name, () -> WavFile.read(path));
    }
}
