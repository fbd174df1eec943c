package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.remote.UploadedFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Files by HTTP to a server of ours: a `PUT` each, whose answer tells the hash of what was stored.
final class HttpCarrier implements Carrier {

    private static final String PROBE = "/v1/probe";

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
        Map<String, Long> sizes = there.sizes(folder);
        if (files.stream()
                .noneMatch(file -> sizes.getOrDefault(target(file), -1L) == file.size())) {
            return Optional.of(Map.of());
        }
        Map<String, Sha256> all = there.hashes(folder);
        Map<String, Sha256> asked = new HashMap<>();
        for (LocalFile file : files) {
            Sha256 hash = all.get(target(file));
            if (hash != null) {
                asked.put(file.path(), hash);
            }
        }
        return Optional.of(asked);
    }

    @Override
    public void send(List<LocalFile> files, Journal journal) throws IOException {
        for (LocalFile file : files) {
            if (journal.stopped()) {
                return;
            }
            journal.begin();
            try {
                Optional<Sha256> hash = refusing(() -> there.put(target(file), file.bytes()));
                journal.waited(1);
                journal.moved(file, file.size());
                journal.stored(file, hash);
            } catch (Unsent e) {
                journal.lost(e);
            }
        }
    }

    /// A request that the server may refuse for what it holds.
    interface Request<T> {
        T send() throws IOException;
    }

    /// @throws Unsent if the server refuses what is sent, and would take something else
    static <T> T refusing(Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (HttpFailure e) {
            if (e.status() == 400 || e.status() == 413) {
                throw new Unsent(reason(e));
            }
            throw e;
        }
    }

    /// The server's words, which name the file.
    private static String reason(HttpFailure e) {
        String message = String.valueOf(e.getMessage());
        int words = message.indexOf("the server answers");
        return words < 0 ? message : message.substring(message.indexOf(": ", words) + 2);
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
        return bytes -> {
            byte[] noise = new byte[bytes];
            new SplittableRandom(bytes).nextBytes(noise);
            HttpAnswer answer = http.post(PROBE, "application/octet-stream", noise).orFail();
            // While it reads a body, the server waits for the link.
            return bytes == 0 ? answer.timing().of("total") : 0;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
