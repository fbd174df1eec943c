package dev.edgewise.files.ssh;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A packet of SFTP, version 3 (draft-ietf-secsh-filexfer-02), that has come: its type, and what
/// follows, which is read from front to back.
final class SftpPacket {

    /// What other servers take, too.
    static final int LONGEST = 256 << 10;

    private final int type;
    private final ByteBuffer rest;

    private SftpPacket(int type, ByteBuffer rest) {
        this.type = type;
        this.rest = rest;
    }

    /// The next one; empty if there is none.
    ///
    /// @throws IOException if what comes is no packet, or too long a one
    static Optional<SftpPacket> read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length;
        try {
            length = data.readInt();
        } catch (EOFException e) {
            return Optional.empty();
        }
        if (length < 1 || length > LONGEST) {
            throw new IOException("no packet of SFTP has " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        data.readFully(bytes);
        return Optional.of(new SftpPacket(bytes[0], ByteBuffer.wrap(bytes, 1, length - 1)));
    }

    int type() {
        return type;
    }

    int number() throws IOException {
        try {
            return rest.getInt();
        } catch (BufferUnderflowException e) {
            throw tooShort();
        }
    }

    long offset() throws IOException {
        try {
            return rest.getLong();
        } catch (BufferUnderflowException e) {
            throw tooShort();
        }
    }

    byte[] bytes() throws IOException {
        int length = number();
        if (length < 0 || length > rest.remaining()) {
            throw tooShort();
        }
        byte[] bytes = new byte[length];
        rest.get(bytes);
        return bytes;
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static IOException tooShort() {
        return new IOException("a packet of SFTP that ends too early");
    }
}
