package dev.edgewise.files.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;

/// Files that are sent by SCP, one after the other, as `scp -O -r` does. Any server that has `scp`
/// will do.
public final class ScpSession implements AutoCloseable {

    /// To open a channel, to start `scp`, and to hear that it is ready.
    private static final int WAITS_TO_OPEN = 3;

    private final SshCommand command;
    private final ScpWire wire;
    private final ScpSource source;
    private final List<String> folder;
    private boolean refused;

    private ScpSession(SshCommand command, ScpWire wire, List<String> folder) {
        this.command = command;
        this.wire = wire;
        this.source = new ScpSource(wire);
        this.folder = folder;
    }

    static ScpSession open(ClientSession session, String folder) throws IOException {
        SshCommand command =
                SshCommand.start(session, "scp -r -t " + (folder.startsWith("/") ? "/" : "."));
        try {
            ScpWire wire = new ScpWire(command.out(), command.in());
            wire.expectOk();
            return new ScpSession(command, wire, RemotePath.names(folder));
        } catch (IOException e) {
            command.close();
            throw e;
        }
    }

    /// Sends a file; the other side makes the folders on the way to it.
    ///
    /// @param path with `/` between the names; neighbours in the same folder save round trips
    /// @param from gives its bytes
    /// @throws SshRefusal with the other side's words if it doesn't take the file, and for a name
    /// that would end the protocol's line; others may follow
    public void send(String path, long size, InputStream from) throws IOException {
        if (path.codePoints().anyMatch(Character::isISOControl)) {
            throw new SshRefusal("a name with control characters in it can't go by SCP");
        }
        List<String> names = List.of(path.split("/"));
        List<String> into =
                Stream.concat(folder.stream(), names.subList(0, names.size() - 1).stream())
                        .toList();
        try {
            source.send(into, names.getLast(), size, from);
        } catch (SshRefusal e) {
            refused = true;
            throw e;
        }
    }

    /// How often an answer was waited for until now.
    public int waits() {
        return WAITS_TO_OPEN + wire.waits();
    }

    /// Waits until the other side is done.
    ///
    /// @throws IOException if it isn't content, and hasn't said so of a file
    public void finish() throws IOException {
        source.finish();
        if (refused) {
            command.end(SshConnection.PATIENCE);
        } else {
            command.endWell(SshConnection.PATIENCE);
        }
    }

    @Override
    public void close() {
        command.close();
    }
}
