package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/// A command that runs at the other end of an SSH connection.
final class SshCommand implements AutoCloseable {

    private final String line;
    private final ChannelExec channel;
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    private SshCommand(String line, ChannelExec channel) {
        this.line = line;
        this.channel = channel;
    }

    /// Starts it.
    static SshCommand start(ClientSession session, String line) throws IOException {
        ChannelExec channel = session.createExecChannel(line);
        SshCommand command = new SshCommand(line, channel);
        channel.setErr(command.complaints);
        try {
            channel.open().verify(SshConnection.PATIENCE);
        } catch (IOException e) {
            channel.close(true);
            throw e;
        }
        return command;
    }

    /// What it reads.
    OutputStream in() {
        return channel.getInvertedIn();
    }

    /// What it writes.
    InputStream out() {
        return channel.getInvertedOut();
    }

    /// Ends its input, and waits until it has ended.
    ///
    /// @return its exit status; empty if the connection ended before, or nothing told it
    OptionalInt end(Duration patience) throws IOException {
        in().close();
        Set<ClientChannelEvent> events =
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), patience);
        if (events.contains(ClientChannelEvent.TIMEOUT)) {
            throw new IOException(
                    "no end of " + line + " there within " + patience.toSeconds() + " s");
        }
        Integer status = channel.getExitStatus();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /// The same.
    ///
    /// @throws IOException if it didn't end well
    void endWell(Duration patience) throws IOException {
        OptionalInt status = end(patience);
        if (status.isEmpty()) {
            throw new IOException("the connection ended before " + line + " there did");
        }
        if (status.getAsInt() != 0) {
            throw new IOException(
                    line
                            + " there ended with status "
                            + status.getAsInt()
                            + (complaint().isEmpty() ? "" : ": " + complaint()));
        }
    }

    /// What it complained of, in a line; empty if it didn't.
    String complaint() {
        return FileRefusal.shown(complaints().findFirst().orElse(""));
    }

    /// All that it complained of, line by line.
    Stream<String> complaints() {
        return complaints.toString(StandardCharsets.UTF_8).lines();
    }

    @Override
    public void close() {
        channel.close(true);
    }
}
