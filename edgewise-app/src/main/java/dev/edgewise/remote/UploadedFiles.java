package dev.edgewise.remote;

import dev.edgewise.files.Sha256;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The files that a server of ours keeps (`/v1/files`), over one connection. One thread at a time.
public final class UploadedFiles {

    private static final String FILES = "/v1/files";

    private final HttpConnection http;

    public UploadedFiles(HttpConnection http) {
        this.http = http;
    }

    /// Uploads a file to `path`, over one that may be there.
    ///
    /// @return the hash of what the server stored; empty if it doesn't tell
    public Optional<Sha256> put(String path, byte[] bytes) throws HttpFailure {
        return http.put(file(path), "application/octet-stream", bytes)
                .orFail()
                .header("repr-digest")
                .flatMap(Sha256::ofField);
    }

    /// Removes the file at `path`; one that isn't there is fine.
    public void delete(String path) throws HttpFailure {
        HttpAnswer answer = http.delete(file(path));
        if (answer.status() != 404) {
            answer.orFail();
        }
    }

    /// The sizes of the files in `folder`, by path; "" is the folder for files itself.
    public Map<String, Long> sizes(String folder) throws HttpFailure {
        String in = folder.isEmpty() ? "" : "?under=" + HttpConnection.encoded(folder);
        Map<String, Long> sizes = new HashMap<>();
        for (JsonNode file : http.get(FILES + in).orFail().json().path("files")) {
            sizes.put(file.path("path").asString(""), file.path("size").asLong(-1));
        }
        return sizes;
    }

    /// The hashes of the files from path `from` to path `to`, by path. The server reads all of them
    /// for it.
    public Map<String, Sha256> hashes(String from, String to) throws HttpFailure {
        String range =
                "&from=" + HttpConnection.encoded(from) + "&to=" + HttpConnection.encoded(to);
        return hashes(http.get(FILES + "?hash=sha-256" + range));
    }

    /// Uploads all files of an archive into `folder`.
    ///
    /// @param tar its bytes
    /// @return the hashes of what the server stored, by path
    public Map<String, Sha256> unpack(String folder, byte[] tar) throws HttpFailure {
        String in = folder.isEmpty() ? "" : "?under=" + HttpConnection.encoded(folder);
        return hashes(http.post(FILES + in, "application/x-tar", tar));
    }

    private static Map<String, Sha256> hashes(HttpAnswer answer) throws HttpFailure {
        Map<String, Sha256> hashes = new HashMap<>();
        for (JsonNode file : answer.orFail().json().path("files")) {
            Sha256.parse(file.path("sha256").asString(""))
                    .ifPresent(hash -> hashes.put(file.path("path").asString(""), hash));
        }
        return hashes;
    }

    private static String file(String path) {
        return FILES + "/" + HttpConnection.encoded(path);
    }
}
