package dev.edgewise.files.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// A command that a client asked for, in a thread of its own, as long as its channel is open.
final class StreamCommand implements Command {

    static final int DONE = 0;
    static final int FAILED = 1;

    /// What a command does with its three streams.
    @FunctionalInterface
    interface Work {
        /// Does it.
        ///
        /// @return how it ended, 0 if well
        /// @throws IOException if nobody is left to tell
        int run(InputStream in, OutputStream out, OutputStream err) throws IOException;
    }

    private final String name;
    private final Work work;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Thread thread;

    StreamCommand(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
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
    public void start(ChannelSession channel, Environment environment) {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        int status = FAILED;
        try {
            status = work.run(in, out, err);
            out.flush();
            err.flush();
        } catch (IOException e) {
            // There is nobody left to tell.
            status = FAILED;
        } finally {
            if (exit != null) {
                exit.onExit(status);
            }
        }
    }
}
