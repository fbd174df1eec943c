package dev.edgewise.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/// A file of the upload folder, open for reading: the one that was there when it was opened, even
/// if another takes its place meanwhile.
public final class StoredFile implements Closeable {

    private static final int BUFFER = 1 << 14;

    private final String path;
    private final SeekableByteChannel channel;
    private final long size;

    /// A file that closes `channel` when it is closed.
    StoredFile(String path, SeekableByteChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /// Its length in bytes.
    public long size() {
        return size;
    }

    /// Its bytes.
    ///
    /// @throws IOException naming it, if it has become shorter
    public byte[] bytes() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
        while (bytes.hasRemaining()) {
            read(bytes);
        }
        return bytes.array();
    }

    /// Writes its bytes to `out`, a few at a time.
    ///
    /// @throws IOException naming it, if it has become shorter
    public void writeTo(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        for (long left = size; left > 0; left -= bytes.position()) {
            bytes.clear().limit((int) Math.min(left, BUFFER));
            read(bytes);
            out.write(bytes.array(), 0, bytes.position());
        }
    }

    /// The hash of its bytes.
    ///
    /// @throws IOException naming it, if it has become shorter
    public Sha256 hash() throws IOException {
        MessageDigest digest = Sha256.digest();
        writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        channel.position(0);
        return Sha256.of(digest);
    }

    private void read(ByteBuffer bytes) throws IOException {
        if (channel.read(bytes) < 0) {
            throw new IOException(FileRefusal.shown(path) + ": changed while it was read");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
