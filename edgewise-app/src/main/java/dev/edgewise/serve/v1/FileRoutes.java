package dev.edgewise.serve.v1;

import dev.edgewise.files.Archive;
import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.FileTooLarge;
import dev.edgewise.files.Sha256;
import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/v1/files`: what was uploaded, and uploading it.
public final class FileRoutes {

    private static final String SHA_256 = "sha-256";

    /// Tells the hash of the whole file (RFC 9530).
    private static final String DIGEST = "Repr-Digest";

    /// An archive of one file of the largest size is larger than that by this much at most.
    private static final int ARCHIVE_HEAD = 16 << 10;

    private final Uploads uploads;
    private final long maxBody;

    public FileRoutes(Optional<UploadFolder> folder, long maxBody) {
        uploads = new Uploads(folder);
        this.maxBody = maxBody;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/v1/files", FileOperations.list(), this::list)
                .add("POST", "/v1/files", FileOperations.unpack(), this::unpack)
                .add("GET", "/v1/files/{path...}", FileOperations.get(), this::get)
                .add("PUT", "/v1/files/{path...}", FileOperations.put(), this::put)
                .add("DELETE", "/v1/files/{path...}", FileOperations.delete(), this::delete);
    }

    private Answer list(Exchange exchange) throws IOException {
        UploadFolder folder = uploads.folder();
        boolean hashes = exchange.query("hash").isPresent();
        if (hashes && !exchange.query("hash").get().equals(SHA_256)) {
            throw new HttpFailure(400, "hash: expected " + SHA_256);
        }
        String under = exchange.query("under").map(path -> path + "/").orElse("");
        String from = exchange.query("from").orElse("");
        Optional<String> to = exchange.query("to");
        List<UploadFolder.Entry> entries = exchange.phases().time("read", folder::list);
        List<StoredEntry> files = new ArrayList<>();
        for (UploadFolder.Entry entry : entries) {
            String path = entry.path();
            if (path.startsWith(under)
                    && path.compareTo(from) >= 0
                    && (to.isEmpty() || path.compareTo(to.get()) <= 0)) {
                files.add(hashes ? hashed(folder, entry) : StoredEntry.of(entry));
            }
        }
        return Answer.json(StoredEntry.json(files));
    }

    /// What has gone meanwhile, or has grown too large to be given, has no hash.
    private static StoredEntry hashed(UploadFolder folder, UploadFolder.Entry entry)
            throws IOException {
        try (StoredFile file = folder.open(entry.path())) {
            return new StoredEntry(entry.path(), file.size(), Optional.of(file.hash()));
        } catch (FileRefusal | FileTooLarge e) {
            return StoredEntry.of(entry);
        }
    }

    private Answer unpack(Exchange exchange) throws IOException {
        UploadFolder folder = uploads.folder();
        String type = exchange.contentType(Answer.TAR);
        if (!type.equals(Answer.TAR) && !type.equals(Answer.BYTES)) {
            throw new HttpFailure(415, "request body: expected " + Answer.TAR);
        }
        String under = exchange.query("under").orElse("");
        byte[] body = exchange.phases().time("read", () -> exchange.body(maxBody + ARCHIVE_HEAD));
        if (body.length == 0) {
            throw new HttpFailure(400, "request body: expected an archive (tar)");
        }
        List<Archive.Unpacked> files =
                exchange.phases()
                        .time(
                                "write",
                                () ->
                                        Uploads.refusing(
                                                400,
                                                () ->
                                                        Archive.unpack(
                                                                new ByteArrayInputStream(body),
                                                                folder,
                                                                under)));
        return Answer.json(StoredEntry.json(files.stream().map(StoredEntry::of).toList()));
    }

    private Answer get(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        StoredFile file = exchange.phases().time("read", () -> uploads.open(path));
        String type = path.toLowerCase(Locale.ROOT).endsWith(".wav") ? Answer.WAV : Answer.BYTES;
        Answer answer =
                new Answer(
                        200,
                        type,
                        new Answer.Streamed(file.size(), new Sent(file)),
                        Map.of("X-Content-Type-Options", "nosniff"));
        if (exchange.header("Want-Repr-Digest").filter(want -> want.contains(SHA_256)).isEmpty()) {
            return answer;
        }
        return answer.with(Map.of(DIGEST, hash(file).field()));
    }

    private static Sha256 hash(StoredFile file) throws IOException {
        try {
            return file.hash();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private Answer put(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        UploadFolder files = uploads.folder();
        byte[] body = exchange.phases().time("read", () -> exchange.body(maxBody));
        boolean fresh =
                exchange.phases()
                        .time(
                                "write",
                                () ->
                                        Uploads.refusing(
                                                400,
                                                () ->
                                                        files.write(
                                                                path,
                                                                new ByteArrayInputStream(body))));
        byte[] json =
                Json.object(
                        entry -> {
                            entry.writeStringProperty("path", path);
                            entry.writeNumberProperty("size", body.length);
                        });
        return Answer.of(fresh ? 201 : 200, Answer.JSON, json)
                .with(Map.of(DIGEST, Sha256.of(body).field()));
    }

    private Answer delete(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        UploadFolder files = uploads.folder();
        Uploads.refusing(
                404,
                () -> {
                    files.delete(path);
                    return path;
                });
        return Answer.of(204, Answer.JSON, new byte[0]);
    }

    /// A file on its way to a client, as fast as that takes it.
    private record Sent(StoredFile file) implements Answer.Writer {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            file.writeTo(out);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
