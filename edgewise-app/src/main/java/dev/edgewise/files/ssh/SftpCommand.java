package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.common.SftpConstants;

/// The server's end of SFTP, version 3 (draft-ietf-secsh-filexfer-02), which all clients speak. It
/// knows no disk, only the upload folder, which is `/` here. Files are written from their start to
/// their end, and take their place when they are closed. Links, renaming, and removing folders are
/// not offered.
final class SftpCommand implements StreamCommand.Work {

    private static final int VERSION = 3;
    private static final int LONGEST_READ = 64 << 10;

    private final UploadFolder folder;
    private final Transfers transfers;

    SftpCommand(UploadFolder folder, Transfers transfers) {
        this.folder = folder;
        this.transfers = transfers;
    }

    @Override
    public int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
        try (SftpHandles handles = new SftpHandles(transfers)) {
            Optional<SftpPacket> packet = SftpPacket.read(in);
            while (packet.isPresent()) {
                answer(packet.get(), handles).writeTo(out);
                packet = SftpPacket.read(in);
            }
            return StreamCommand.DONE;
        }
    }

    private SftpAnswer answer(SftpPacket packet, SftpHandles handles) throws IOException {
        // What the first packet has in this place is the client's version.
        int id = packet.number();
        if (packet.type() == SftpConstants.SSH_FXP_INIT) {
            return new SftpAnswer(SftpConstants.SSH_FXP_VERSION, VERSION);
        }
        try {
            return answer(packet, id, handles);
        } catch (FileRefusal e) {
            return failure(id, SftpConstants.SSH_FX_NO_SUCH_FILE, e);
        } catch (IOException e) {
            return failure(id, SftpConstants.SSH_FX_FAILURE, e);
        }
    }

    private static SftpAnswer failure(int id, int code, IOException e) throws IOException {
        return SftpAnswer.status(id, code, String.valueOf(e.getMessage()));
    }

    private SftpAnswer answer(SftpPacket packet, int id, SftpHandles handles) throws IOException {
        return switch (packet.type()) {
            case SftpConstants.SSH_FXP_OPEN -> open(packet, id, handles);
            case SftpConstants.SSH_FXP_CLOSE -> {
                handles.close(packet.text());
                yield SftpAnswer.ok(id);
            }
            case SftpConstants.SSH_FXP_READ -> read(packet, id, handles);
            case SftpConstants.SSH_FXP_WRITE -> {
                handles.write(packet.text(), packet.offset(), packet.bytes());
                yield SftpAnswer.ok(id);
            }
            case SftpConstants.SSH_FXP_STAT, SftpConstants.SSH_FXP_LSTAT ->
                    attributes(packet.text(), id);
            case SftpConstants.SSH_FXP_FSTAT ->
                    new SftpAnswer(SftpConstants.SSH_FXP_ATTRS, id)
                            .file(handles.size(packet.text()));
            // Files have no times or rights of their own here.
            case SftpConstants.SSH_FXP_SETSTAT, SftpConstants.SSH_FXP_FSETSTAT -> SftpAnswer.ok(id);
            case SftpConstants.SSH_FXP_OPENDIR ->
                    handle(id, handles.list(folder.children(path(packet.text()))));
            case SftpConstants.SSH_FXP_READDIR -> next(id, handles.next(packet.text()));
            case SftpConstants.SSH_FXP_REMOVE -> {
                folder.delete(path(packet.text()));
                yield SftpAnswer.ok(id);
            }
            case SftpConstants.SSH_FXP_MKDIR -> {
                folder.makeFolder(path(packet.text()));
                yield SftpAnswer.ok(id);
            }
            case SftpConstants.SSH_FXP_REALPATH -> real(packet.text(), id);
            default ->
                    SftpAnswer.status(
                            id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "not offered by this server");
        };
    }

    private SftpAnswer open(SftpPacket packet, int id, SftpHandles handles) throws IOException {
        String path = path(packet.text());
        int flags = packet.number();
        if ((flags & SftpConstants.SSH_FXF_WRITE) == 0) {
            return handle(id, handles.read(folder, path));
        }
        int others =
                SftpConstants.SSH_FXF_READ
                        | SftpConstants.SSH_FXF_APPEND
                        | SftpConstants.SSH_FXF_EXCL;
        if ((flags & SftpConstants.SSH_FXF_CREAT) == 0 || (flags & others) != 0) {
            return SftpAnswer.status(
                    id,
                    SftpConstants.SSH_FX_OP_UNSUPPORTED,
                    "a file is written anew, from its start to its end");
        }
        return handle(id, handles.write(folder, path));
    }

    private static SftpAnswer handle(int id, String handle) throws IOException {
        return new SftpAnswer(SftpConstants.SSH_FXP_HANDLE, id).text(handle);
    }

    private static SftpAnswer read(SftpPacket packet, int id, SftpHandles handles)
            throws IOException {
        String handle = packet.text();
        long offset = packet.offset();
        byte[] bytes = new byte[Math.clamp(packet.number(), 0, LONGEST_READ)];
        int length = handles.read(handle, offset, bytes);
        return length < 0
                ? SftpAnswer.status(id, SftpConstants.SSH_FX_EOF, "end of file")
                : new SftpAnswer(SftpConstants.SSH_FXP_DATA, id).bytes(bytes, length);
    }

    private SftpAnswer attributes(String asked, int id) throws IOException {
        String path = path(asked);
        SftpAnswer answer = new SftpAnswer(SftpConstants.SSH_FXP_ATTRS, id);
        return folder.isFolder(path) ? answer.folder() : answer.file(folder.size(path));
    }

    private static SftpAnswer next(int id, List<UploadFolder.Child> children) throws IOException {
        if (children.isEmpty()) {
            return SftpAnswer.status(id, SftpConstants.SSH_FX_EOF, "end of folder");
        }
        SftpAnswer answer = new SftpAnswer(SftpConstants.SSH_FXP_NAME, id).number(children.size());
        for (UploadFolder.Child child : children) {
            answer.text(child.name()).text(child.listed());
            if (child.folder()) {
                answer.folder();
            } else {
                answer.file(child.size());
            }
        }
        return answer;
    }

    /// Where a path leads to, as its names say: this is asked before anything else, and nothing is
    /// opened by it.
    private static SftpAnswer real(String asked, int id) throws IOException {
        Deque<String> names = new ArrayDeque<>();
        for (String name : asked.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        String path = "/" + String.join("/", names);
        return new SftpAnswer(SftpConstants.SSH_FXP_NAME, id)
                .number(1)
                .text(path)
                .text(path)
                .number(0);
    }

    /// A client's path as the upload folder has it: without the slash that stands for the folder,
    /// and without one at its end.
    private static String path(String asked) {
        String path = asked.startsWith("/") ? asked.substring(1) : asked;
        path = path.startsWith("./") ? path.substring(2) : path;
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return path.isEmpty() ? "." : path;
    }
}
