package dev.edgewise.serve.v1;

import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/v1/files`: what was uploaded, and uploading it.
public final class FileRoutes {

    private final Uploads uploads;
    private final long maxBody;

    public FileRoutes(Optional<UploadFolder> folder, long maxBody) {
        uploads = new Uploads(folder);
        this.maxBody = maxBody;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/v1/files", FileOperations.list(), this::list)
                .add("GET", "/v1/files/{path...}", FileOperations.get(), this::get)
                .add("PUT", "/v1/files/{path...}", FileOperations.put(), this::put)
                .add("DELETE", "/v1/files/{path...}", FileOperations.delete(), this::delete);
    }

    private Answer list(Exchange exchange) throws IOException {
        List<UploadFolder.Entry> entries =
                exchange.phases().time("read", () -> uploads.folder().list());
        return Answer.json(
                Json.object(
                        json -> {
                            json.writeArrayPropertyStart("files");
                            for (UploadFolder.Entry entry : entries) {
                                json.writeStartObject();
                                json.writeStringProperty("path", entry.path());
                                json.writeNumberProperty("size", entry.size());
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        }));
    }

    private Answer get(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        StoredFile file = exchange.phases().time("read", () -> uploads.open(path));
        String type = path.toLowerCase(Locale.ROOT).endsWith(".wav") ? Answer.WAV : Answer.BYTES;
        return new Answer(
                200,
                type,
                new Answer.Streamed(file.size(), new Sent(file)),
                Map.of("X-Content-Type-Options", "nosniff"));
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
        return Answer.of(fresh ? 201 : 200, Answer.JSON, json);
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
