package dev.edgewise.files.ssh;

import dev.edgewise.files.Archive;
import java.io.IOException;
import java.io.InputStream;
import org.apache.sshd.client.session.ClientSession;

/// Files that are sent as one archive, which `tar` at the other end unpacks.
public final class TarSession implements AutoCloseable {

    /// To open a channel, to start `tar`, and to hear that it has ended.
    public static final int WAITS = 3;

    private final SshCommand command;
    private final Archive archive;
    private final String folder;

    private TarSession(SshCommand command, String folder) {
        this.command = command;
        this.archive = new Archive(command.in());
        this.folder = folder;
    }

    static TarSession open(ClientSession session, String folder) throws IOException {
        String line = folder.startsWith("/") ? TarCommand.LINE + " -C /" : TarCommand.LINE;
        return new TarSession(
                SshCommand.start(session, line), String.join("/", RemotePath.names(folder)));
    }

    /// Sends a file.
    ///
    /// @param from gives its bytes, as many as `size` says
    public void send(String path, long size, InputStream from) throws IOException {
        archive.begin(RemotePath.in(folder, path), size);
        from.transferTo(archive.out());
        archive.end();
    }

    /// Ends the archive, and waits until it is unpacked.
    ///
    /// @throws IOException with the other side's words if it isn't content
    public void finish() throws IOException {
        archive.close();
        command.endWell(SshConnection.LONG_PATIENCE);
    }

    /// The other side's words, in a line; empty if it hasn't complained.
    public String complaint() {
        return command.complaint();
    }

    @Override
    public void close() {
        command.close();
    }
}
