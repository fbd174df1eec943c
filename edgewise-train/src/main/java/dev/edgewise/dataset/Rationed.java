package dev.edgewise.dataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that gives no more than it was allowed to: so that a few compressed bytes can't become
/// any number of others, be they a file's or a header's.
final class Rationed extends FilterInputStream {

    private long left;

    Rationed(InputStream in) {
        super(in);
    }

    /// From here on `bytes` may be read.
    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left <= 0) {
            throw new ArchiveException("a header is larger than any header should be: refused");
        }
        int count = super.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = 0;
        byte[] buffer = new byte[8192];
        while (skipped < bytes) {
            int count = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
            if (count < 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
