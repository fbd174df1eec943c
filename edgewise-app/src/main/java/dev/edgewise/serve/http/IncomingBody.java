package dev.edgewise.serve.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A request's body as it comes, counted. Who decodes it may close it, which does nothing: the
/// server library's stream would wait for the rest of the body.
final class IncomingBody extends FilterInputStream {

    private long bytes;

    IncomingBody(InputStream body) {
        super(body);
    }

    /// How many bytes have been read.
    long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        bytes += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        bytes += Math.max(0, read);
        return read;
    }

    @Override
    public void close() {
        // Nobody waits.
    }
}
