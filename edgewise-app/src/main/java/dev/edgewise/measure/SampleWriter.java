package dev.edgewise.measure;

import java.nio.file.Path;

/// Writes samples as JSON Lines: one object a line, `version` first, then [Sample]'s components
/// in snake case. Used by one thread.
public final class SampleWriter implements AutoCloseable {

    static final VersionedJson<Sample> JSON = new VersionedJson<>(1, Sample.class);

    private final LineFile file;

    private SampleWriter(LineFile file) {
        this.file = file;
    }

    /// Starts a file; one that exists is emptied.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static SampleWriter create(Path path) throws SampleException {
        return new SampleWriter(LineFile.create(path));
    }

    /// Goes on with a file behind its first `lines` samples; what comes after them goes.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static SampleWriter goOn(Path path, long lines) throws SampleException {
        return new SampleWriter(LineFile.goOn(path, lines));
    }

    /// Writes a line.
    ///
    /// @throws SampleException naming the file, on a full disk for example
    public void write(Sample sample) throws SampleException {
        file.write(JSON.line(sample));
    }

    @Override
    public void close() throws SampleException {
        file.close();
    }
}
