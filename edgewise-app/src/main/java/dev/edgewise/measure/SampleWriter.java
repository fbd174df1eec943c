package dev.edgewise.measure;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes samples as JSON Lines: one object a line, `version` first, then [Sample]'s components
/// in snake case. Each line goes out in one write, so that a killed process leaves whole lines.
/// Used by one thread.
public final class SampleWriter implements AutoCloseable {

    private final Path path;
    private final OutputStream out;

    private SampleWriter(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /// Starts a file; one that exists is emptied.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static SampleWriter create(Path path) throws SampleException {
        try {
            // Unbuffered on purpose.
            return new SampleWriter(path, new FileOutputStream(path.toFile()));
        } catch (IOException e) {
            throw new SampleException(path + ": can't be written (" + e.getMessage() + ")", e);
        }
    }

    /// Writes a line.
    ///
    /// @throws SampleException naming the file, on a full disk for example
    public void write(Sample sample) throws SampleException {
        try {
            out.write((SampleJson.write(sample) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SampleException(path + ": writing failed (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() throws SampleException {
        try {
            out.close();
        } catch (IOException e) {
            throw new SampleException(path + ": closing failed (" + e.getMessage() + ")", e);
        }
    }
}
