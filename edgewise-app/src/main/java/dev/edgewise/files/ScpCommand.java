package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// One `scp` that a client asked for: `scp -t PATH` takes files, `scp -f PATH` gives them. It knows
/// no disk, only the upload folder.
final class ScpCommand implements Command {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /// What `scp`'s command line says.
    record Request(boolean sink, boolean recursive, boolean intoFolder, String path) {

        /// Reads a command line; empty if it is another command or one of `scp` that isn't
        /// understood. No shell is between: the path is what follows the options, blanks and all,
        /// without the quotes around it.
        static Optional<Request> parse(String line) {
            if (!line.startsWith("scp ")) {
                return Optional.empty();
            }
            String rest = line.substring(4).stripLeading();
            StringBuilder flags = new StringBuilder();
            while (rest.startsWith("-") && !rest.startsWith("-- ")) {
                String[] parts = rest.split(" +", 2);
                flags.append(parts[0].substring(1));
                rest = parts.length == 2 ? parts[1] : "";
            }
            String path = rest.startsWith("-- ") ? rest.substring(3) : rest;
            boolean sink = flags.indexOf("t") >= 0;
            boolean known = flags.chars().allMatch(c -> "tfrpdvq".indexOf(c) >= 0);
            if (!known || path.isEmpty() || sink == flags.indexOf("f") >= 0) {
                return Optional.empty();
            }
            return Optional.of(
                    new Request(
                            sink,
                            flags.indexOf("r") >= 0,
                            flags.indexOf("d") >= 0,
                            tidy(unquoted(path))));
        }

        private static String unquoted(String path) {
            char first = path.charAt(0);
            boolean quoted =
                    path.length() > 1
                            && (first == '\'' || first == '"')
                            && path.charAt(path.length() - 1) == first;
            return quoted ? path.substring(1, path.length() - 1) : path;
        }

        /// `./a/` is `a`, and `./` is `.`: what people write, and no more than that.
        private static String tidy(String path) {
            String tidy = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return tidy.startsWith("./") ? tidy.substring(2) : tidy;
        }
    }

    private final Request request;
    private final UploadFolder folder;
    private final Semaphore transfers;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Thread thread;

    ScpCommand(Request request, UploadFolder folder, Semaphore transfers) {
        this.request = request;
        this.folder = folder;
        this.transfers = transfers;
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
        // What goes wrong is told within the protocol.
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        thread = Thread.ofVirtual().name("scp").start(this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        boolean done = false;
        ScpWire wire = new ScpWire(in, out);
        try {
            done = transfer(wire);
        } catch (IOException e) {
            try {
                wire.error(String.valueOf(e.getMessage()));
            } catch (IOException gone) {
                // There is nobody left to tell.
            }
        }
        if (exit != null) {
            exit.onExit(done ? DONE : FAILED);
        }
    }

    private boolean transfer(ScpWire wire) throws IOException {
        if (!transfers.tryAcquire()) {
            throw new IOException("too many transfers, or the server is stopping");
        }
        try {
            return request.sink ? take(wire) : give(wire);
        } finally {
            transfers.release();
        }
    }

    private boolean take(ScpWire wire) throws IOException {
        if (request.intoFolder && !folder.isFolder(request.path)) {
            throw UploadPath.refusal(request.path);
        }
        return new ScpSink(wire, folder, request.path).receive();
    }

    private boolean give(ScpWire wire) throws IOException {
        wire.expectOk();
        ScpSource source = new ScpSource(wire);
        boolean complete = true;
        for (String path : asked()) {
            try {
                give(source, path);
            } catch (FileRefusal e) {
                complete = false;
                wire.error(String.valueOf(e.getMessage()));
            } catch (ScpRefusal e) {
                complete = false;
            }
        }
        source.finish();
        return complete;
    }

    private void give(ScpSource source, String path) throws IOException {
        UploadPath file = UploadPath.of(path);
        // The client sees the name that it asked for, and what is below it.
        int above = request.path.split("/", -1).length - 1;
        List<String> folders = file.names().subList(above, file.names().size() - 1);
        try (SeekableByteChannel channel = folder.channel(path)) {
            source.send(folders, file.name(), channel.size(), Channels.newInputStream(channel));
        }
    }

    private List<String> asked() throws IOException {
        if (!request.recursive || !folder.isFolder(request.path)) {
            return List.of(request.path);
        }
        List<String> paths = new ArrayList<>();
        for (UploadFolder.Entry entry : folder.list()) {
            if (entry.path().startsWith(request.path + "/")) {
                paths.add(entry.path());
            }
        }
        if (paths.isEmpty()) {
            throw UploadPath.refusal(request.path);
        }
        return paths;
    }
}
