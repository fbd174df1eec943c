package dev.edgewise.serve;

import dev.edgewise.engine.Phases;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// Errors as each family of resources words them: problem details (RFC 9457), and under /v2 the
/// Open Inference Protocol's `{"error"}`.
final class Errors {

    static final HeaderName SERVER_TIMING = HeaderNames.create("Server-Timing");

    static final String PROBLEM = "application/problem+json";

    private Errors() {}

    /// The answer to a request for `path` that failed.
    static Answer answer(String path, int status, String detail) {
        boolean inference = path.equals("/v2") || path.startsWith("/v2/");
        byte[] json =
                Json.object(
                        error -> {
                            if (inference) {
                                error.writeStringProperty("error", detail);
                            } else {
                                error.writeStringProperty("type", "about:blank");
                                error.writeStringProperty(
                                        "title", Status.create(status).reasonPhrase());
                                error.writeNumberProperty("status", status);
                                error.writeStringProperty("detail", detail);
                            }
                        });
        return Answer.of(status, inference ? Answer.JSON : PROBLEM, json);
    }

    /// Words for what the server library refuses by itself, before a request comes to the front
    /// door: broken request lines, headers and chunks.
    static DirectHandlers direct(RequestClock clock) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, event, status, headers, message) ->
                            refusal(request, status, new Phases(clock.startNanos())));
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse refusal(
            DirectHandler.TransportRequest request, Status status, Phases phases) {
        boolean encoded = request.headers().contains(HeaderNames.CONTENT_ENCODING);
        Status told = encoded ? Status.UNSUPPORTED_MEDIA_TYPE_415 : status;
        String detail =
                encoded
                        ? "request body: is encoded; send it as it is"
                        : "the request is not well-formed HTTP/1.1";
        Answer answer = answer(request.path(), told.code(), detail);
        byte[] body = answer.body() instanceof Answer.Whole whole ? whole.bytes() : new byte[0];
        return DirectHandler.TransportResponse.builder()
                .status(told)
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .header(SERVER_TIMING, TimingHeader.of(phases))
                .keepAlive(false)
                .entity(body)
                .build();
    }
}
