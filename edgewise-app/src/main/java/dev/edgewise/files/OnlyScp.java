package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// What runs instead of a shell, SFTP, or any command but `scp`: a line that says so.
final class OnlyScp implements Command {

    private static final int NO_SUCH_COMMAND = 127;

    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;

    @Override
    public void setInputStream(InputStream in) {
        // Nothing is read.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // Nothing is answered.
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        String line = "this server offers scp and nothing else (OpenSSH 9 and later: scp -O)\n";
        err.write(line.getBytes(StandardCharsets.UTF_8));
        err.flush();
        if (exit != null) {
            exit.onExit(NO_SUCH_COMMAND);
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // It has ended by itself.
    }
}
