package dev.edgewise.serve.v1;

import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import java.util.List;
import java.util.Map;

/// What clients are told of `/v1/files`.
final class FileOperations {

    private static final Schema FILE =
            Schema.object()
                    .needs("path", Schema.string())
                    .needs("size", Schema.integer().with("minimum", 0).about("in bytes"));

    private static final Map<String, Object> EXAMPLE = Map.of("path", "yes/a.wav", "size", 32_044);

    private static final String NO_FILE = "No such file, or no folder for files";

    private FileOperations() {}

    static Operation list() {
        return Operation.of("listFiles", "Lists the uploaded files")
                .gives(
                        200,
                        "The files, in the order of their paths",
                        Answer.JSON,
                        Schema.object().needs("files", Schema.arrayOf(FILE)),
                        Map.of("files", List.of(EXAMPLE)))
                .fails(404, "No folder for files");
    }

    static Operation get() {
        return ofFile("getFile", "Gives an uploaded file")
                .gives(200, "The file", Answer.WAV, Schema.any())
                .gives(200, "The file", Answer.BYTES, Schema.any())
                .sends("X-Content-Type-Options", "for browsers", Schema.oneOf("nosniff"))
                .fails(404, NO_FILE)
                .fails(413, "The file is larger than the server's limit");
    }

    static Operation put() {
        return ofFile("putFile", "Uploads a file, or replaces it")
                .mayTake(Answer.WAV, Schema.any())
                .mayTake(Answer.BYTES, Schema.any())
                .gives(200, "It was replaced", Answer.JSON, FILE, EXAMPLE)
                .gives(201, "It is new", Answer.JSON, FILE, EXAMPLE)
                .fails(400, "A path that no file can have, or a body that breaks off")
                .fails(404, "No folder for files")
                .fails(413, "The body is larger than the server's limit");
    }

    static Operation delete() {
        return ofFile("deleteFile", "Deletes an uploaded file")
                .gives(204, "It is gone")
                .fails(404, NO_FILE);
    }

    private static Operation ofFile(String id, String summary) {
        return Operation.of(id, summary)
                .path(
                        "path",
                        "the file's path in the folder for files; may hold slashes",
                        Schema.string()
                                .with("minLength", 1)
                                .with("examples", List.of("yes/a.wav")));
    }
}
