package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.remote.Echo;
import dev.edgewise.remote.LinkProbe;
import dev.edgewise.remote.UploadedFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Files by HTTP to a server of ours: a `PUT` each, whose answer tells the hash of what was stored.
final class HttpCarrier implements Carrier {

    private static final String PROBE = "/v1/probe";

    /// A request's body is held in memory.
    private static final long LARGEST = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);

    private final HttpConnection http;
    private final UploadedFiles there;
    private final String folder;

    /// @param http is closed with this
    /// @param folder in the server's folder for files; "" for that itself
    HttpCarrier(HttpConnection http, String folder) {
        this.http = http;
        this.there = new UploadedFiles(http);
        this.folder = folder;
    }

    /// One small request, because a connection alone doesn't say who answers.
    @Override
    public void open() throws IOException {
        HttpAnswer answer = http.get(PROBE + "?bytes=1");
        if (answer.status() == 404) {
            throw new IOException(http.base() + ": no Edgewise server, it has no " + PROBE);
        }
        answer.orFail();
    }

    @Override
    public Optional<Map<String, Sha256>> hashes(List<LocalFile> files) throws IOException {
        NavigableMap<String, Long> sizes = new TreeMap<>(there.sizes(folder));
        Map<String, LocalFile> alike = new HashMap<>();
        for (LocalFile file : files) {
            if (sizes.getOrDefault(target(file), -1L) == file.size()) {
                alike.put(target(file), file);
            }
        }
        Map<String, Sha256> hashes = new HashMap<>();
        for (HashRange range : HashRange.of(sizes, alike.keySet())) {
            there.hashes(range.from(), range.to())
                    .forEach(
                            (path, hash) -> {
                                LocalFile file = alike.get(path);
                                if (file != null) {
                                    hashes.put(file.path(), hash);
                                }
                            });
        }
        return Optional.of(hashes);
    }

    @Override
    public void send(List<LocalFile> files, Journal journal) throws IOException {
        for (LocalFile file : files) {
            if (journal.stopped()) {
                return;
            }
            journal.begin();
            try {
                Optional<Sha256> hash = put(file);
                journal.waited(1);
                journal.moved(file, file.size());
                journal.stored(file, hash);
            } catch (Unsent e) {
                journal.lost(e);
            }
        }
    }

    /// @throws Unsent if the server refuses the file, and would take another
    private Optional<Sha256> put(LocalFile file) throws IOException {
        if (file.size() > LARGEST) {
            throw file.unsent(
                    "more than "
                            + (LARGEST >> 20)
                            + " MiB, the most that goes by HTTP from here; scp and sftp take it");
        }
        try {
            return there.put(target(file), file.bytes());
        } catch (HttpFailure e) {
            throw isRefusal(e) ? refused(file, e) : e;
        }
    }

    /// Whether the server would take something else.
    static boolean isRefusal(HttpFailure e) {
        return e.status() == 400 || e.status() == 413;
    }

    /// The server's words, if they name the file.
    private static Unsent refused(LocalFile file, HttpFailure e) {
        if (e.words().contains(file.path())) {
            return new Unsent(e.words());
        }
        return file.unsent(
                "the server answers " + e.status() + (e.words().isEmpty() ? "" : ": " + e.words()));
    }

    String target(LocalFile file) {
        return folder.isEmpty() ? file.path() : folder + "/" + file.path();
    }

    /// The files that the server keeps.
    UploadedFiles there() {
        return there;
    }

    String folder() {
        return folder;
    }

    @Override
    public Echo echo() {
        return LinkProbe.up(http);
    }

    @Override
    public void close() {
        http.close();
    }
}
