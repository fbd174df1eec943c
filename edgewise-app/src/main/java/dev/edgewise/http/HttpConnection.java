package dev.edgewise.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to one server, kept alive from request to request, for one thread at a time.
///
/// It is opened by the first request, and again by the first after [#disconnect()] or after the
/// server has closed it. A request is sent once: whatever happens to it is its outcome, and no
/// redirect is followed, so that nothing is measured twice.
public final class HttpConnection implements AutoCloseable {

    /// The largest body of an answer that is read.
    public static final int LARGEST_ANSWER = 80 << 20;

    /// Bodies up to this size are taken by the sockets' buffers, so that sending one can't hang.
    private static final int SENT_AT_ONCE = 64 << 10;

    private static final byte[] NOTHING = {};

    private final ServerAddress server;
    private final Access access;
    private final Duration timeout;
    private final Http1Client client;
    private volatile @Nullable Wire wire;

    /// A connection to the server at `base`, which isn't opened yet.
    ///
    /// @param base `http` or `https`, a host, a port unless it is the usual one, perhaps a path
    /// that goes in front of every path
    /// @param timeout how long a request may take, from its start to the end of its answer
    /// @throws IllegalArgumentException if `base` is no such address
    public HttpConnection(URI base, Duration timeout) {
        this(base, Access.OPEN, timeout);
    }

    /// The same to a server that doesn't let everybody in.
    public HttpConnection(URI base, Access access, Duration timeout) {
        this.access = access;
        this.server = ServerAddress.parse(base.toString());
        this.timeout = timeout;
        client =
                Http1Client.builder()
                        .servicesDiscoverServices(false)
                        .shareConnectionCache(false)
                        .followRedirects(false)
                        .sendExpectContinue(false)
                        .proxy(Proxy.noProxy())
                        .tls(tls(access))
                        .build();
    }

    /// The address in `text`, without a slash at its end.
    ///
    /// @throws IllegalArgumentException if it is no address of a server, saying what one looks like
    public static URI address(String text) {
        return ServerAddress.parse(text).uri();
    }

    /// `path` with everything percent-encoded that a URL's path can't hold; slashes stay.
    public static String encoded(String path) {
        return ServerAddress.encoded(path);
    }

    /// The address of the server.
    public URI base() {
        return server.uri();
    }

    /// Whether the next request finds an open connection, as far as is known.
    public boolean connected() {
        return wire != null;
    }

    /// Closes the connection, so that the next request has to open one. Another thread may do so,
    /// too: a request that is under way fails then.
    public void disconnect() {
        Wire open = wire;
        wire = null;
        if (open != null) {
            open.closeResource();
        }
    }

    public HttpAnswer get(String path) throws HttpFailure {
        return send("GET", path, "", NOTHING);
    }

    public HttpAnswer delete(String path) throws HttpFailure {
        return send("DELETE", path, "", NOTHING);
    }

    public HttpAnswer post(String path, String contentType, byte[] body) throws HttpFailure {
        return send("POST", path, contentType, body);
    }

    public HttpAnswer put(String path, String contentType, byte[] body) throws HttpFailure {
        return send("PUT", path, contentType, body);
    }

    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// @param path what follows the base, encoded, from its slash on, with a query if there is one
    /// @param contentType of the body, empty where there is none
    /// @throws HttpFailure if no whole answer came in time; the connection is closed then
    public HttpAnswer send(String method, String path, String contentType, byte[] body)
            throws HttpFailure {
        long deadline = System.nanoTime() + timeout.toNanos();
        Wire kept = wire;
        if (kept != null && kept.ended()) {
            disconnect();
        }
        boolean fresh = wire == null;
        Wire open = open(deadline);
        Http1ClientRequest request =
                client.method(Method.create(method))
                        .uri(server.twiceEncoded(path))
                        .skipUriEncoding(true)
                        .connection(open)
                        .readTimeout(left(deadline));
        access.headers().forEach((name, value) -> request.header(HeaderNames.create(name), value));
        if (!contentType.isEmpty()) {
            request.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
        }
        String address = server + path;
        Thread guard = body.length > SENT_AT_ONCE ? closeAt(deadline, open) : null;
        boolean keep = false;
        try (Http1ClientResponse response = request.submit(body)) {
            byte[] answer = read(response, open, deadline, address);
            keep = !response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
            return new HttpAnswer(
                    address, response.status().code(), headers(response.headers()), answer, fresh);
        } catch (HttpFailure e) {
            throw e;
        } catch (IOException
                | UncheckedIOException
                | DataReader.InsufficientDataAvailableException e) {
            throw lost(address, e, deadline);
        } catch (DataReader.IncorrectNewLineException
                | IllegalArgumentException
                | IllegalStateException e) {
            // The client's words for an answer that isn't HTTP.
            throw new HttpFailure(
                    HttpFailure.Kind.BROKEN, address + ": the answer isn't HTTP" + why(e), e);
        } finally {
            if (guard != null) {
                guard.interrupt();
            }
            if (!keep) {
                disconnect();
            }
        }
    }

    private static Tls tls(Access access) {
        return access.tls()
                .map(context -> Tls.builder().sslContext(context).build())
                .orElseGet(() -> Tls.builder().build());
    }

    private Wire open(long deadline) throws HttpFailure {
        if (wire != null) {
            return wire;
        }
        try {
            wire = Wire.open(server, client.prototype().tls(), left(deadline));
            return wire;
        } catch (UnknownHostException e) {
            throw unreachable("no host is called " + server.host(), e);
        } catch (SocketTimeoutException e) {
            throw unreachable("nobody answers there within " + seconds(), e);
        } catch (java.net.SocketException e) {
            throw unreachable("nobody answers there; is the server running?", e);
        } catch (IOException | UncheckedIOException e) {
            throw unreachable("can't be connected to" + why(e), e);
        }
    }

    private HttpFailure unreachable(String why, Exception e) {
        return new HttpFailure(HttpFailure.Kind.UNREACHABLE, server + ": " + why, e);
    }

    private HttpFailure lost(String address, Exception e, long deadline) {
        if (e.getCause() instanceof SocketTimeoutException
                || e instanceof SocketTimeoutException
                || System.nanoTime() >= deadline) {
            return new HttpFailure(
                    HttpFailure.Kind.TIMEOUT, address + ": no answer within " + seconds(), e);
        }
        return new HttpFailure(
                HttpFailure.Kind.BROKEN,
                address + ": the connection ended before the answer did" + why(e),
                e);
    }

    private String seconds() {
        return timeout.toMillis() / 1000.0 + " s";
    }

    private static String why(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() || message.equals("null") ? "" : " (" + message + ")";
    }

    private static byte[] read(
            Http1ClientResponse response, Wire open, long deadline, String address)
            throws IOException {
        long length = response.headers().contentLength().orElse(0);
        if (length > LARGEST_ANSWER) {
            throw tooLarge(address);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(length, 32));
        byte[] part = new byte[Math.clamp(length, 512, 64 << 10)];
        InputStream in = response.inputStream();
        while (true) {
            open.readTimeout(left(deadline));
            int n = in.read(part);
            if (n < 0) {
                return body.toByteArray();
            }
            body.write(part, 0, n);
            if (body.size() > LARGEST_ANSWER) {
                throw tooLarge(address);
            }
        }
    }

    private static HttpFailure tooLarge(String address) {
        return new HttpFailure(
                HttpFailure.Kind.REFUSED,
                0,
                address + ": the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB");
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> map = new HashMap<>();
        for (Header header : headers) {
            map.merge(
                    header.headerName().lowerCase(),
                    String.join(", ", header.allValues()),
                    (a, b) -> a + ", " + b);
        }
        return map;
    }

    /// Closes `open` at `deadline`, unless interrupted before: a timeout for reading doesn't end a
    /// write to a server that has stopped reading.
    private static Thread closeAt(long deadline, Wire open) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Thread.sleep(left(deadline));
                                open.closeResource();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// What is left until `deadline`, at least a millisecond.
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1_000_000));
    }

    /// Closes the connection.
    @Override
    public void close() {
        disconnect();
    }
}
