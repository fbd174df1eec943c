package dev.edgewise.serve.v1;

import dev.edgewise.engine.Work;
import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.FileTooLarge;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/v1/files`: what was uploaded, and uploading it.
public final class FileRoutes {

    private final Optional<UploadFolder> folder;
    private final long maxBody;

    public FileRoutes(Optional<UploadFolder> folder, long maxBody) {
        this.folder = folder;
        this.maxBody = maxBody;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/v1/files", FileOperations.list(), this::list)
                .add("GET", "/v1/files/{path...}", FileOperations.get(), this::get)
                .add("PUT", "/v1/files/{path...}", FileOperations.put(), this::put)
                .add("DELETE", "/v1/files/{path...}", FileOperations.delete(), this::delete);
    }

    static HttpFailure noFolder() {
        return new HttpFailure(
                404, "no files: this server was started without a folder for them (--data)");
    }

    private UploadFolder folder() throws HttpFailure {
        return folder.orElseThrow(FileRoutes::noFolder);
    }

    private Answer list(Exchange exchange) throws IOException {
        List<UploadFolder.Entry> entries = exchange.phases().time("read", () -> folder().list());
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
        UploadFolder files = folder();
        byte[] bytes = exchange.phases().time("read", () -> refusing(404, () -> files.read(path)));
        String type = path.toLowerCase(Locale.ROOT).endsWith(".wav") ? Answer.WAV : Answer.BYTES;
        return Answer.of(200, type, bytes).with(Map.of("X-Content-Type-Options", "nosniff"));
    }

    private Answer put(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        UploadFolder files = folder();
        byte[] body = exchange.phases().time("read", () -> exchange.body(maxBody));
        boolean fresh =
                exchange.phases()
                        .time(
                                "write",
                                () ->
                                        refusing(
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
        UploadFolder files = folder();
        refusing(
                404,
                () -> {
                    files.delete(path);
                    return path;
                });
        return Answer.of(204, Answer.JSON, new byte[0]);
    }

    private static <T> T refusing(int status, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (FileRefusal e) {
            throw new HttpFailure(status, e);
        } catch (FileTooLarge e) {
            throw new HttpFailure(413, e);
        }
    }
}
