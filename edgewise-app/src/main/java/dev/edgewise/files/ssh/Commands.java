package dev.edgewise.files.ssh;

import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/// What a client of the upload folder may ask an SSH server to run, by the exact words, and what it
/// hears when it asks for something else. No shell reads those words.
final class Commands implements SubsystemFactory {

    private static final int NO_SUCH_COMMAND = 127;

    private final UploadFolder folder;
    private final Transfers transfers;

    Commands(UploadFolder folder, Transfers transfers) {
        this.folder = folder;
        this.transfers = transfers;
    }

    /// What the command line `line` means here.
    Command of(String line) {
        return switch (line) {
            case HashCommand.LINE -> new StreamCommand("hash", new HashCommand(folder));
            case TarCommand.LINE -> new StreamCommand("tar", new TarCommand(folder, transfers));
            default ->
                    ScpCommand.Request.parse(line)
                            .<Command>map(
                                    request ->
                                            new StreamCommand(
                                                    "scp",
                                                    new ScpCommand(request, folder, transfers)))
                            .orElseGet(this::none);
        };
    }

    /// What runs instead of a shell, or of any other command: a line that says so.
    Command none() {
        return new StreamCommand(
                "none",
                (in, out, err) -> {
                    String line = "this server offers scp and sftp and nothing else\n";
                    err.write(line.getBytes(StandardCharsets.UTF_8));
                    return NO_SUCH_COMMAND;
                });
    }

    /// The subsystem's name.
    @Override
    public String getName() {
        return "sftp";
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
        return new StreamCommand("sftp", new SftpCommand(folder, transfers));
    }
}
