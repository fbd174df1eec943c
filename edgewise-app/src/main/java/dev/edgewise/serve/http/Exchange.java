package dev.edgewise.serve.http;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Work;
import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.BodyCoding;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One request as a resource sees it: its method, its path taken apart, its body, and the phases of
/// its time.
public final class Exchange {

    /// How much of a body is made room for before any of it has come: a second of speech.
    private static final int FIRST = 1 << 15;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final ServerRequest request;
    private final Phases phases;
    private @Nullable String route;
    private final BodyBudget.Share held;
    private final BooleanSupplier gone;
    private @Nullable IncomingBody stream;
    private Map<String, String> parameters = Map.of();
    private Catalog.@Nullable Entry model;

    /// A request that has come as far as its head.
    ///
    /// @param held what the request's body may take of the memory for bodies
    /// @param gone whether the client waits no more
    public Exchange(
            ServerRequest request, Phases phases, BodyBudget.Share held, BooleanSupplier gone) {
        this.request = request;
        this.phases = phases;
        this.held = held;
        this.gone = gone;
    }

    public Phases phases() {
        return phases;
    }

    /// What this request brings to the queue for a model.
    ///
    /// @throws HttpFailure 400 if it says for how long it waits, and that can't be read
    public Ticket ticket() throws HttpFailure {
        return RequestTimeout.limit(Ticket.of(phases).unless(gone), this);
    }

    public String method() {
        return request.prologue().method().text();
    }

    /// The path as it was sent, still percent-encoded.
    public String path() {
        return Target.path(request.prologue().uriPath().rawPath());
    }

    /// What the route's pattern calls `name` in the path, decoded.
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /// Whether the route that was found has `{name}`.
    public boolean hasParameter(String name) {
        return parameters.containsKey(name);
    }

    /// It was led to the route of this pattern.
    void routed(String pattern, Map<String, String> found) {
        route = pattern;
        parameters = found;
    }

    /// The pattern of the route that answers it; none if nothing is at its path.
    public Optional<String> route() {
        return Optional.ofNullable(route);
    }

    /// It asks this model, which telemetry is told.
    public void asks(ServedModel asked) {
        model = new Catalog.Entry(asked.name(), asked.version());
    }

    /// The model that it asks, if it asks one.
    public Optional<Catalog.Entry> model() {
        return Optional.ofNullable(model);
    }

    /// How much of its body was read, as it came.
    public long bytesIn() {
        IncomingBody in = stream;
        return in == null ? 0 : in.bytes();
    }

    /// What telemetry is told of its head.
    public Asked asked() {
        return Asked.of(request);
    }

    /// Makes sure that no page of another origin had a browser send this.
    ///
    /// @throws HttpFailure 403 if one did, and the request may change something
    public void checkOrigin() throws HttpFailure {
        Origin.check(method(), request.headers());
    }

    public Handshake handshake() {
        return new Handshake(request.headers());
    }

    public Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    /// The header called `name`, if the request has it.
    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /// The body's media type in lower case, without parameters; `otherwise` if it names none. What
    /// curl says of each body when it was told nothing counts as none.
    public String contentType(String otherwise) {
        return request.headers()
                .first(HeaderNames.CONTENT_TYPE)
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty() && !value.equals(FORM))
                .orElse(otherwise);
    }

    /// Reads the whole body, decoded if it came in a coding.
    ///
    /// @throws HttpFailure 413 if it is larger than `largest` bytes; where its length is announced,
    /// nothing of it is read then. 503 if there is no memory for it now
    public byte[] body(long largest) throws IOException {
        long length = length(largest);
        if (length == 0) {
            return new byte[0];
        }
        try (InputStream in = decoded()) {
            return body(in, length, largest);
        }
    }

    private byte[] body(InputStream in, long length, long largest) throws IOException {
        // Memory is taken as bytes come: who only announces a large body, holds none. Without a
        // length, one byte more than allowed tells that it is too much.
        long most = length > 0 ? length : largest + 1;
        byte[] bytes = hold(new byte[0], Math.min(most, FIRST));
        int size = 0;
        for (int n = read(in, bytes, size); n > 0; n = read(in, bytes, size)) {
            size += n;
            if (size > largest) {
                throw tooLarge(largest);
            }
            if (size == bytes.length && size < most) {
                bytes = hold(bytes, Math.min(most, size * 2L));
            }
        }
        readToTheEnd();
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /// What decodes a body stops at its own end, which need not be the body's; and only who has
    /// seen the end knows that nothing is unread.
    private void readToTheEnd() throws IOException {
        if (reading(bodyStream()::read) >= 0) {
            throw new HttpFailure(400, "request body: goes on after the end of what was coded");
        }
    }

    private byte[] hold(byte[] bytes, long size) throws HttpFailure {
        hold(size);
        return Arrays.copyOf(bytes, (int) size);
    }

    /// Takes as much of the memory for bodies as `bytes` bytes need, for as long as the request
    /// lasts; whoever holds as much instead of its body asks for it.
    ///
    /// @throws HttpFailure 503 if there is none now
    public void hold(long bytes) throws HttpFailure {
        if (!held.growTo(bytes)) {
            throw new HttpFailure(
                    503, "no memory for the request's body now", Map.of("Retry-After", "1"));
        }
    }

    /// Reads the body and forgets it.
    ///
    /// @return how many bytes it had
    /// @throws HttpFailure 413 if they are more than `largest`
    public long discard(long largest) throws IOException {
        if (length(largest) == 0) {
            return 0;
        }
        byte[] bytes = new byte[FIRST];
        long size = 0;
        try (InputStream in = decoded()) {
            for (int n = read(in, bytes, 0); n > 0; n = read(in, bytes, 0)) {
                size += n;
                if (size > largest) {
                    throw tooLarge(largest);
                }
            }
        }
        return size;
    }

    /// Reads over what has not been read of the body.
    ///
    /// @throws HttpFailure 400 if it isn't well-formed
    public void skipRest() throws IOException {
        InputStream in = bodyStream();
        reading(() -> in.skip(Long.MAX_VALUE));
    }

    /// Whether a body was announced of which something may not have been read yet.
    public boolean hasUnreadBody() {
        return request.content().hasEntity() && !request.content().consumed();
    }

    /// The length that was announced; 0 without a body, -1 if none was or if it is not that of what
    /// comes out.
    private long length(long largest) throws HttpFailure {
        if (!request.content().hasEntity()) {
            return 0;
        }
        long length = request.headers().contentLength().orElse(-1);
        if (length > largest) {
            throw tooLarge(largest);
        }
        return coding().isPresent() ? -1 : length;
    }

    private Optional<String> coding() {
        return header("Content-Encoding").filter(BodyCoding::changes);
    }

    private InputStream decoded() throws IOException {
        InputStream in = bodyStream();
        Optional<String> coding = coding();
        return coding.isEmpty() ? in : reading(() -> BodyCoding.decoded(coding.get(), in));
    }

    /// The body as it comes; always the same stream.
    public InputStream bodyStream() {
        IncomingBody in = stream;
        if (in == null) {
            in = new IncomingBody(request.content().inputStream());
            stream = in;
        }
        return in;
    }

    private int read(InputStream in, byte[] bytes, int from) throws IOException {
        return from == bytes.length ? 0 : reading(() -> in.read(bytes, from, bytes.length - from));
    }

    private <T> T reading(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException e) {
            throw new CloseConnectionException("the client went away", e);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new HttpFailure(400, "request body: not well-formed HTTP/1.1");
        } catch (IOException e) {
            String coding = coding().orElse("what it should be");
            throw new HttpFailure(400, "request body: is not " + coding);
        }
    }

    private static HttpFailure tooLarge(long largest) {
        return new HttpFailure(413, "request body: larger than " + largest + " bytes");
    }
}
