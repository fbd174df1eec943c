package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request as a resource sees it: its method, its path taken apart, its body, and the phases of
/// its time.
final class Exchange {

    private final ServerRequest request;
    private final Phases phases;
    private @Nullable String route;
    private Map<String, String> parameters = Map.of();
    private Catalog.@Nullable Entry model;
    private long bytesIn;

    Exchange(ServerRequest request, Phases phases) {
        this.request = request;
        this.phases = phases;
    }

    Phases phases() {
        return phases;
    }

    /// What this request brings to the queue for a model.
    ///
    /// @throws HttpFailure 400 if it says for how long it waits, and that can't be read
    Ticket ticket() throws HttpFailure {
        return RequestTimeout.limit(Ticket.of(phases), this);
    }

    String method() {
        return request.prologue().method().text();
    }

    /// The path as it was sent, still percent-encoded.
    String path() {
        return request.prologue().uriPath().rawPath();
    }

    /// What the route's pattern calls `name` in the path, decoded.
    String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /// Whether the route that was found has `{name}`.
    boolean hasParameter(String name) {
        return parameters.containsKey(name);
    }

    /// It was led to the route of this pattern.
    void routed(String pattern, Map<String, String> found) {
        route = pattern;
        parameters = found;
    }

    /// The pattern of the route that answers it; none if nothing is at its path.
    Optional<String> route() {
        return Optional.ofNullable(route);
    }

    /// It asks this model, which telemetry is told.
    void asks(ServedModel asked) {
        model = new Catalog.Entry(asked.name(), asked.version());
    }

    /// The model that it asks, if it asks one.
    Optional<Catalog.Entry> model() {
        return Optional.ofNullable(model);
    }

    /// How much of its body was read.
    long bytesIn() {
        return bytesIn;
    }

    Handshake handshake() {
        return new Handshake(request.headers());
    }

    Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    /// The header called `name`, if the request has it.
    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /// The body's media type in lower case, without parameters; `otherwise` if it names none.
    String contentType(String otherwise) {
        return request.headers()
                .first(HeaderNames.CONTENT_TYPE)
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .orElse(otherwise);
    }

    /// Reads the whole body.
    ///
    /// @throws HttpFailure 413 if it is larger than `largest` bytes; where its length is announced,
    /// nothing of it is read then
    byte[] body(long largest) throws IOException {
        long length = length(largest);
        if (length == 0) {
            return new byte[0];
        }
        // Closing the stream would wait for the rest of the body.
        InputStream in = bodyStream();
        // Without a length, one byte more than allowed tells that it is too much.
        byte[] bytes = new byte[(int) (length > 0 ? length : Math.min(largest + 1, 1 << 14))];
        int size = 0;
        for (int n = read(in, bytes, size); n > 0; n = read(in, bytes, size)) {
            size += n;
            bytesIn += n;
            if (size > largest) {
                throw tooLarge(largest);
            }
            if (size == bytes.length && length < 0) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(largest + 1, size * 2L));
            }
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /// Reads the body and forgets it.
    ///
    /// @return how many bytes it had
    /// @throws HttpFailure 413 if they are more than `largest`
    long discard(long largest) throws IOException {
        if (length(largest) == 0) {
            return 0;
        }
        InputStream in = bodyStream();
        byte[] bytes = new byte[1 << 14];
        long size = 0;
        for (int n = read(in, bytes, 0); n > 0; n = read(in, bytes, 0)) {
            size += n;
            bytesIn += n;
            if (size > largest) {
                throw tooLarge(largest);
            }
        }
        return size;
    }

    /// Whether a body was announced of which something may not have been read yet.
    boolean hasUnreadBody() {
        return request.content().hasEntity() && !request.content().consumed();
    }

    /// The length that was announced; 0 without a body, -1 if none was.
    private long length(long largest) throws HttpFailure {
        if (!request.content().hasEntity()) {
            return 0;
        }
        long length = request.headers().contentLength().orElse(-1);
        if (length > largest) {
            throw tooLarge(largest);
        }
        return length;
    }

    InputStream bodyStream() {
        return request.content().inputStream();
    }

    private static int read(InputStream in, byte[] bytes, int from) throws IOException {
        if (from == bytes.length) {
            return 0;
        }
        try {
            return in.read(bytes, from, bytes.length - from);
        } catch (DataReader.InsufficientDataAvailableException
                | UncheckedIOException
                | ServerConnectionException e) {
            throw new CloseConnectionException("the client went away", e);
        } catch (RuntimeException e) {
            throw new HttpFailure(400, "request body: not well-formed HTTP/1.1");
        }
    }

    private static HttpFailure tooLarge(long largest) {
        return new HttpFailure(413, "request body: larger than " + largest + " bytes");
    }
}
