package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The SCP protocol's letters, over a pair of streams: lines that announce, bytes of files, and one
/// byte of acknowledgement for each. Both ends speak through it. The protocol has no specification
/// but OpenSSH's `scp.c`.
final class ScpWire {

    private static final int LONGEST_LINE = 8192;
    private static final int OK = 0;
    private static final int ERROR = 1;
    private static final int BUFFER = 1 << 15;

    private final InputStream in;
    private final OutputStream out;
    private int waits;

    ScpWire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// The next byte; -1 if the other side is done.
    int next() throws IOException {
        return in.read();
    }

    /// The rest of a line, without its end.
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the other side ended within a line");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the other side sent a line without end");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    void send(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void ok() throws IOException {
        out.write(OK);
        out.flush();
    }

    /// Tells the other side that something failed, but not everything.
    void error(String message) throws IOException {
        out.write(ERROR);
        send("scp: " + message);
    }

    /// Waits for the other side's acknowledgement.
    ///
    /// @throws SshRefusal with the other side's words if it refuses
    void expectOk() throws IOException {
        waits++;
        int answer = in.read();
        if (answer < 0) {
            throw new EOFException("the other side ended without an answer");
        }
        if (answer != OK) {
            String message = answer > 2 ? (char) answer + line() : line();
            throw new SshRefusal(FileRefusal.shown(message.strip()));
        }
    }

    /// How often an acknowledgement was waited for.
    int waits() {
        return waits;
    }

    /// Sends `size` bytes of `from`, and the byte that ends them.
    void sendFile(InputStream from, long size) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            int n = from.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("a file became shorter while it was sent");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        out.write(OK);
        out.flush();
    }

    /// Takes the bytes of a file.
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }

    /// Receives `size` bytes into `sink`.
    void receiveFile(long size, Sink sink) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("the other side ended within a file");
            }
            sink.write(buffer, n);
            left -= n;
        }
    }
}
