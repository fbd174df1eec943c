package dev.edgewise.measure;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that grows by lines while a measurement runs. Each goes out in one write, so that a
/// killed process leaves whole lines. Used by one thread.
public final class LineFile implements AutoCloseable {

    private final Path path;
    private final OutputStream out;

    private LineFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /// Starts a file; one that exists is emptied.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static LineFile create(Path path) throws SampleException {
        try {
            // Unbuffered on purpose.
            return new LineFile(path, new FileOutputStream(path.toFile()));
        } catch (IOException e) {
            throw new SampleException(path + ": can't be written (" + e.getMessage() + ")", e);
        }
    }

    /// Goes on with a file behind its first `lines` lines; what comes after them goes.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static LineFile goOn(Path path, long lines) throws SampleException {
        try {
            long end = end(path, lines);
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(end);
            }
            return new LineFile(path, new FileOutputStream(path.toFile(), true));
        } catch (IOException e) {
            throw new SampleException(path + ": can't be gone on with (" + e.getMessage() + ")", e);
        }
    }

    private static long end(Path path, long lines) throws IOException {
        try (InputStream in = new BufferedInputStream(new FileInputStream(path.toFile()))) {
            long end = 0;
            for (long left = lines; left > 0; end++) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("%d lines are missing".formatted(left));
                }
                left -= next == '\n' ? 1 : 0;
            }
            return end;
        }
    }

    /// Writes a line.
    ///
    /// @throws SampleException naming the file, on a full disk for example
    public void write(String line) throws SampleException {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
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
