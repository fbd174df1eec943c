package dev.edgewise.files.ssh;

import dev.edgewise.files.Archive;
import dev.edgewise.files.FileRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.session.ClientSession;

/// Files that are sent as one archive, which `tar` at the other end unpacks.
public final class TarSession implements AutoCloseable {

    /// To open a channel, to start `tar`, and to hear that it has ended.
    public static final int WAITS = 3;

    private static final Pattern COMPLAINT = Pattern.compile("\\S*tar: (.*)");

    private final SshCommand command;
    private final Archive archive;
    private final String folder;

    /// Paths of what was sent, by how they are complained of.
    private final Map<String, String> paths = new HashMap<>();

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
        String there = RemotePath.in(folder, path);
        paths.put(there, path);
        paths.putIfAbsent(FileRefusal.shown(there), path);
        archive.begin(there, size);
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

    /// What the other side complained of, by the paths of those that were sent: a line each.
    public Map<String, String> complaints() {
        Map<String, String> byPath = new HashMap<>();
        command.complaints()
                .map(COMPLAINT::matcher)
                .filter(Matcher::matches)
                .map(complaint -> complaint.group(1))
                .forEach(
                        line -> {
                            for (int colon = line.indexOf(": ");
                                    colon >= 0;
                                    colon = line.indexOf(": ", colon + 1)) {
                                String path = paths.get(line.substring(0, colon));
                                if (path != null) {
                                    byPath.putIfAbsent(path, line.substring(colon + 2));
                                }
                            }
                        });
        return byPath;
    }

    @Override
    public void close() {
        command.close();
    }
}
