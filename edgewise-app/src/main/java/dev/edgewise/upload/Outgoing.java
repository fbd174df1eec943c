package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/// A file's bytes on their way out: exactly as many as were announced, because the protocols that
/// announce have no way back. Where the file has become shorter, zeros follow; that it isn't what
/// it was, is found at the end.
final class Outgoing extends InputStream {

    private final LocalFile file;
    private final Journal journal;
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();
    private long left;

    /// @throws Unsent if it is gone or can't be read
    Outgoing(LocalFile file, Journal journal) throws Unsent {
        this.file = file;
        this.journal = journal;
        this.in = file.open();
        this.left = file.size();
    }

    /// Leaves out the first `count` bytes, which are there already.
    void leaveOut(long count) throws IOException {
        byte[] bytes = new byte[1 << 14];
        for (long rest = count; rest > 0; ) {
            rest -= take(bytes, 0, (int) Math.min(rest, bytes.length));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = take(into, offset, (int) Math.min(left, length));
        journal.moved(file, count);
        return count;
    }

    private int take(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count < 0) {
            Arrays.fill(into, offset, offset + length, (byte) 0);
            count = length;
        }
        digest.update(into, offset, count);
        left -= count;
        return count;
    }

    /// Sees that what went out is what the file was.
    ///
    /// @throws Unsent if it isn't
    void check() throws Unsent {
        if (!Sha256.of(digest).equals(file.hash())) {
            throw file.changed();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
