package dev.edgewise.serve;

import dev.edgewise.engine.Phases;
import dev.edgewise.serve.guard.BodyCoding;
import dev.edgewise.serve.guard.HeadWatch;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Target;
import dev.edgewise.serve.http.TimingHeader;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;

/// Errors as each family of resources words them: problem details (RFC 9457), and under /v2 the
/// Open Inference Protocol's `{"error"}`.
final class Errors {

    static final HeaderName SERVER_TIMING = HeaderNames.create("Server-Timing");

    /// Longer request lines are refused with 414.
    static final int LONGEST_LINE = 8192;

    private static final String NOT_HTTP = "the request is not well-formed HTTP/1.1";
    private static final String CODING =
            "request body: its content coding is not known here, expected " + BodyCoding.KNOWN;

    private Errors() {}

    /// The answer to a request for `path` that failed.
    static Answer answer(String path, int status, String detail) {
        return Answer.of(status, contentType(path), body(path, status, detail));
    }

    /// The type of [#body].
    static String contentType(String path) {
        return isInference(path) ? Answer.JSON : Answer.PROBLEM;
    }

    /// The body of the answer to a request for `path` that failed.
    static byte[] body(String path, int status, String detail) {
        return Json.object(
                error -> {
                    if (isInference(path)) {
                        error.writeStringProperty("error", detail);
                    } else {
                        error.writeStringProperty("type", "about:blank");
                        error.writeStringProperty("title", title(status));
                        error.writeNumberProperty("status", status);
                        error.writeStringProperty("detail", detail);
                    }
                });
    }

    private static boolean isInference(String target) {
        String path = Target.path(target);
        return path.equals("/v2") || path.startsWith("/v2/");
    }

    private static String title(int status) {
        return status == HeadWatch.TOO_LARGE.code()
                ? HeadWatch.TOO_LARGE.reasonPhrase()
                : Status.create(status).reasonPhrase();
    }

    /// Words for what the server library refuses by itself, before a request comes to the front
    /// door: broken request lines, headers and chunks.
    static DirectHandlers direct(RequestClock clock) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, event, status, headers, message) ->
                            refusal(
                                    request,
                                    status,
                                    String.valueOf(message),
                                    new Phases(clock.startNanos())));
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse refusal(
            DirectHandler.TransportRequest request, Status status, String said, Phases phases) {
        boolean encoded = status.code() == 400 && isEncoded(request.headers());
        Status told = encoded ? Status.UNSUPPORTED_MEDIA_TYPE_415 : status;
        String detail = encoded ? CODING : detail(told.code(), said, request.headers());
        return DirectHandler.TransportResponse.builder()
                .status(told)
                .header(HeaderNames.CONTENT_TYPE, contentType(request.path()))
                .header(SERVER_TIMING, TimingHeader.of(phases))
                .keepAlive(false)
                .entity(body(request.path(), told.code(), detail))
                .build();
    }

    private static boolean isEncoded(Headers headers) {
        return headers.contains(HeaderNames.CONTENT_ENCODING)
                && !isFramedTwice(headers)
                && headers.all(HeaderNames.CONTENT_LENGTH, List::of).size() < 2;
    }

    private static boolean isFramedTwice(Headers headers) {
        return headers.contains(HeaderNames.TRANSFER_ENCODING)
                && headers.contains(HeaderNames.CONTENT_LENGTH);
    }

    private static String detail(int status, String said, Headers headers) {
        return switch (status) {
            case 400 ->
                    isFramedTwice(headers)
                            ? NOT_HTTP + ": it has Content-Length and Transfer-Encoding"
                            : NOT_HTTP;
            case 414 -> "the request line is longer than " + LONGEST_LINE + " bytes";
            case 431 -> said;
            case 500 -> "the server failed; its log says why";
            case 501 -> "the only transfer coding here is chunked";
            case 505 -> "only HTTP/1.1 is spoken here";
            default -> NOT_HTTP;
        };
    }
}
