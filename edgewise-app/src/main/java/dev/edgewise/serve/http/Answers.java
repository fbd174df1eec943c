package dev.edgewise.serve.http;

import dev.edgewise.openapi.Document;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import java.util.Map;

/// What clients are told of answers that don't depend on the route: the front door's, and those of
/// the queue for a model.
public final class Answers {

    private static final Schema SECONDS = Schema.integer().with("minimum", 1);

    private static final Schema PROBLEM =
            Schema.object()
                    .needs("type", Schema.string())
                    .needs("title", Schema.string())
                    .needs("status", Schema.integer())
                    .needs("detail", Schema.string().about("one line that names the culprit"));

    private static final Schema ERROR =
            Schema.object()
                    .needs("error", Schema.string().about("one line that names the culprit"));

    private Answers() {}

    /// `operation`, which may have to wait for a model and be refused.
    public static Operation busy(Operation operation) {
        return retryLater(operation.fails(503, "Too busy, not ready, or stopping"));
    }

    /// Says in `document` what may come from anywhere.
    public static Document everywhere(Document document) {
        Operation anywhere =
                Operation.of("", "")
                        .fails(400, "Not well-formed HTTP/1.1, or a path that can't be decoded")
                        .fails(401, "No token, or none of this server's, where it wants one")
                        .sends(
                                "WWW-Authenticate",
                                "how to bring a token (RFC 6750)",
                                Schema.string().with("pattern", "^Bearer"))
                        .fails(403, "A browser's request that a page of another origin had it send")
                        .fails(405, "Another method at this path")
                        .sends("Allow", "the methods that this path has", Schema.string())
                        .fails(408, "The request came too slowly")
                        .fails(414, "A path and query that are too long")
                        .fails(431, "Headers that are too many or too long")
                        .fails(415, "A body with a content coding that isn't understood")
                        .fails(505, "Another version of HTTP than 1.1")
                        .fails(500, "The server failed; its log says why");
        return document.errors(
                        "/v2",
                        Answer.JSON,
                        "Error",
                        ERROR,
                        Map.of("error", "other: no such model here; this server has bc-resnet"))
                .errors(
                        "/",
                        Answer.PROBLEM,
                        "Problem",
                        PROBLEM,
                        Map.of(
                                "type", "about:blank",
                                "title", "Not Found",
                                "status", 404,
                                "detail", "nothing is at this path"))
                .sends(
                        "Server-Timing",
                        "where the time went: the phases of the request in milliseconds (W3C"
                                + " Server Timing), `total` last",
                        Schema.string().with("pattern", "total;dur=[0-9]+\\.[0-9]+$"))
                .mayWantBearer("a token, where the server was started with `--token-file`")
                .everywhere(retryLater(anywhere.fails(503, "Too many connections are open")));
    }

    private static Operation retryLater(Operation operation) {
        return operation.sends("Retry-After", "in how many seconds to try again", SECONDS);
    }
}
