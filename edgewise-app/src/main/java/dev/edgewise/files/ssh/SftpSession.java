package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// Files that are sent by SFTP, one after the other. A file's bytes go out without waiting for each
/// answer; to open, to hear of the last byte, and to close are three waits.
public final class SftpSession implements AutoCloseable {

    /// To open a channel, to start SFTP, and to agree on a version.
    private static final int WAITS_TO_OPEN = 3;

    private static final int WAITS_A_FILE = 3;
    private static final int VERSION = 3;
    private static final int PIECE = 32 << 10;

    private final SftpClient sftp;
    private final String folder;
    private final Set<String> made = new HashSet<>();
    private int waits = WAITS_TO_OPEN;

    private SftpSession(SftpClient sftp, String folder) {
        this.sftp = sftp;
        this.folder = folder;
    }

    static SftpSession open(ClientSession session, String folder) throws IOException {
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(session, SshConnection.PATIENCE);
        return new SftpSession(
                SftpClientFactory.instance().createSftpClient(session, VERSION), folder);
    }

    /// The sizes of the files that are there in the folders of `paths`, by path.
    public Map<String, Long> sizes(List<String> paths) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        Set<String> folders = new TreeSet<>();
        paths.forEach(path -> folders.add(parent(path)));
        for (String in : folders) {
            String there = RemotePath.in(folder, in);
            try (SftpClient.CloseableHandle open = sftp.openDir(there.isEmpty() ? "." : there)) {
                waits++;
                List<SftpClient.DirEntry> entries = sftp.readDir(open);
                while (entries != null) {
                    waits++;
                    entries.stream()
                            .filter(entry -> entry.getAttributes().isRegularFile())
                            .forEach(
                                    entry ->
                                            sizes.put(
                                                    RemotePath.in(in, entry.getFilename()),
                                                    entry.getAttributes().getSize()));
                    entries = sftp.readDir(open);
                }
                waits += 2;
                made.add(in);
            } catch (SftpException e) {
                if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    throw e;
                }
            }
        }
        return sizes;
    }

    /// Sends a file, and makes the folders on the way to it.
    ///
    /// @param offset where to go on in the file that is there; 0 writes it anew
    /// @param from gives the bytes from there on
    /// @throws SshRefusal with the other side's words if it doesn't take the file; others may
    /// follow
    public void send(String path, long offset, InputStream from) throws IOException {
        try {
            make(parent(path));
            waits += WAITS_A_FILE;
            write(RemotePath.in(folder, path), offset, from);
        } catch (SftpException e) {
            throw new SshRefusal(FileRefusal.shown(String.valueOf(e.getMessage())));
        }
    }

    private void write(String path, long offset, InputStream from) throws IOException {
        Set<SftpClient.OpenMode> modes =
                offset == 0
                        ? Set.of(
                                SftpClient.OpenMode.Write,
                                SftpClient.OpenMode.Create,
                                SftpClient.OpenMode.Truncate)
                        : Set.of(SftpClient.OpenMode.Write);
        SftpClient.CloseableHandle handle = sftp.open(path, modes);
        try (handle;
                SftpOutputStreamAsync out =
                        new SftpOutputStreamAsync((AbstractSftpClient) sftp, PIECE, path, handle)) {
            out.setOffset(offset);
            from.transferTo((OutputStream) out);
        }
    }

    private void make(String in) throws IOException {
        if ((in.isEmpty() && folder.isEmpty()) || !made.add(in)) {
            return;
        }
        String there = folder.startsWith("/") ? "/" : "";
        for (String name : RemotePath.names(RemotePath.in(folder, in))) {
            there = RemotePath.in(there, name);
            if (made.add("/" + there)) {
                waits++;
                if (!isFolder(there)) {
                    waits++;
                    sftp.mkdir(there);
                }
            }
        }
    }

    private boolean isFolder(String path) throws IOException {
        try {
            return sftp.stat(path).isDirectory();
        } catch (SftpException e) {
            return false;
        }
    }

    private static String parent(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end);
    }

    /// The hash of a file there, which is read back for it.
    ///
    /// @throws SshRefusal if there is no such file
    public Sha256 readBack(String path) throws IOException {
        waits += WAITS_A_FILE;
        try (InputStream in = sftp.read(RemotePath.in(folder, path))) {
            return Sha256.of(in);
        } catch (SftpException e) {
            throw new SshRefusal(FileRefusal.shown(String.valueOf(e.getMessage())));
        }
    }

    /// How often an answer was waited for until now, to send files.
    public int waits() {
        return waits;
    }

    @Override
    public void close() throws IOException {
        sftp.close();
    }
}
