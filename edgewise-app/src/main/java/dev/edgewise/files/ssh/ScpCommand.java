package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.files.UploadPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One `scp` that a client asked for: `scp -t PATH` takes files, `scp -f PATH` gives them. It knows
/// no disk, only the upload folder.
final class ScpCommand implements StreamCommand.Work {

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
    private final Transfers transfers;

    ScpCommand(Request request, UploadFolder folder, Transfers transfers) {
        this.request = request;
        this.folder = folder;
        this.transfers = transfers;
    }

    /// What goes wrong is told within the protocol.
    @Override
    public int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
        ScpWire wire = new ScpWire(in, out);
        try {
            return transfer(wire) ? StreamCommand.DONE : StreamCommand.FAILED;
        } catch (IOException e) {
            wire.error(String.valueOf(e.getMessage()));
            return StreamCommand.FAILED;
        }
    }

    private boolean transfer(ScpWire wire) throws IOException {
        transfers.begin();
        try {
            return request.sink ? take(wire) : give(wire);
        } finally {
            transfers.end();
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
            } catch (SshRefusal e) {
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
