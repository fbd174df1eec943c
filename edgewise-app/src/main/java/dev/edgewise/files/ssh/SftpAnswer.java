package dev.edgewise.files.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.sftp.common.SftpConstants;

/// A packet of SFTP, version 3, that answers another, written from front to back.
final class SftpAnswer {

    private static final int FOLDER = 0040755;
    private static final int FILE = 0100644;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    /// An answer to the packet `id`.
    SftpAnswer(int type, int id) throws IOException {
        data.writeByte(type);
        data.writeInt(id);
    }

    /// How something ended.
    static SftpAnswer status(int id, int code, String message) throws IOException {
        return new SftpAnswer(SftpConstants.SSH_FXP_STATUS, id).number(code).text(message).text("");
    }

    static SftpAnswer ok(int id) throws IOException {
        return status(id, SftpConstants.SSH_FX_OK, "");
    }

    SftpAnswer number(int number) throws IOException {
        data.writeInt(number);
        return this;
    }

    SftpAnswer text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes(utf8, utf8.length);
    }

    SftpAnswer bytes(byte[] some, int length) throws IOException {
        data.writeInt(length);
        data.write(some, 0, length);
        return this;
    }

    /// What is told of a folder.
    SftpAnswer folder() throws IOException {
        return number(SftpConstants.SSH_FILEXFER_ATTR_PERMISSIONS).number(FOLDER);
    }

    /// What is told of a file.
    SftpAnswer file(long size) throws IOException {
        number(SftpConstants.SSH_FILEXFER_ATTR_SIZE | SftpConstants.SSH_FILEXFER_ATTR_PERMISSIONS);
        data.writeLong(size);
        return number(FILE);
    }

    void writeTo(OutputStream out) throws IOException {
        DataOutputStream framed = new DataOutputStream(out);
        framed.writeInt(bytes.size());
        bytes.writeTo(framed);
        framed.flush();
    }
}
