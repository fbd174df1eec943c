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
                    .needs("size", Schema.integer().with("minimum", 0).about("in bytes"))
                    .mayHave(
                            "sha256",
                            Schema.string()
                                    .with("pattern", "[0-9a-f]{64}")
                                    .about("the hash of its bytes"));

    private static final Schema FILES = Schema.object().needs("files", Schema.arrayOf(FILE));

    private static final Map<String, Object> EXAMPLE = Map.of("path", "yes/a.wav", "size", 32_044);

    private static final String NO_FILE = "No such file, or no folder for files";

    private static final String DIGEST = "the SHA-256 of what was stored (RFC 9530)";

    private static final String NO_ROOM = "The disk is full, or can't be written to";

    private FileOperations() {}

    static Operation list() {
        return Operation.of("listFiles", "Lists the uploaded files")
                .query("under", "only those in this folder", Schema.string())
                .query(
                        "from",
                        "none that come before this path, in the order of UTF-16 code units",
                        Schema.string())
                .query("to", "none that come after this path", Schema.string())
                .query("hash", "their hashes as well", Schema.oneOf("sha-256"))
                .gives(
                        200,
                        "The files, in the order of their paths",
                        Answer.JSON,
                        FILES,
                        Map.of("files", List.of(EXAMPLE)))
                .fails(400, "A hash that isn't known here")
                .fails(404, "No folder for files");
    }

    static Operation unpack() {
        return Operation.of("unpackFiles", "Uploads the files of an archive")
                .about(
                        "Each is stored whole or not at all. What came before one that is refused"
                                + " stays; it and what follows isn't stored.")
                .query("under", "the folder that their paths begin in", Schema.string())
                .takes(Answer.BYTES, Schema.any().about("a tar; application/x-tar will do, too"))
                .gives(
                        200,
                        "The files as they were stored",
                        Answer.JSON,
                        FILES,
                        Map.of("files", List.of(EXAMPLE)))
                .fails(400, "A path that no file can have, or no archive")
                .fails(404, "No folder for files")
                .fails(413, "The body, or a file in it, is larger than the server's limit")
                .fails(415, "A body of another type")
                .fails(507, NO_ROOM);
    }

    static Operation get() {
        return ofFile("getFile", "Gives an uploaded file")
                .header("Want-Repr-Digest", "asks for Repr-Digest (RFC 9530)", Schema.string())
                .gives(200, "The file", Answer.WAV, Schema.any())
                .gives(200, "The file", Answer.BYTES, Schema.any())
                .sends("X-Content-Type-Options", "for browsers", Schema.oneOf("nosniff"))
                .sends("Repr-Digest", "the file's SHA-256, if it was asked for", Schema.string())
                .fails(404, NO_FILE)
                .fails(413, "The file is larger than the server's limit");
    }

    static Operation put() {
        return ofFile("putFile", "Uploads a file, or replaces it")
                .mayTake(Answer.WAV, Schema.any())
                .mayTake(Answer.BYTES, Schema.any())
                .gives(200, "It was replaced", Answer.JSON, FILE, EXAMPLE)
                .sends("Repr-Digest", DIGEST, Schema.string())
                .gives(201, "It is new", Answer.JSON, FILE, EXAMPLE)
                .sends("Repr-Digest", DIGEST, Schema.string())
                .fails(400, "A path that no file can have, or a body that breaks off")
                .fails(404, "No folder for files")
                .fails(413, "The body is larger than the server's limit")
                .fails(507, NO_ROOM);
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
