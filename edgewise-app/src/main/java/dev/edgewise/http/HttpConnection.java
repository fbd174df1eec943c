package dev.edgewise.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to one server, kept alive from request to request, for one thread at a time.
///
/// It is opened by the first request, and again by the first after [#disconnect()] or after the
/// server has closed it: a request that finds a kept connection closed is sent once more over a
/// new one. Redirects aren't followed, so that no request is measured twice.
public final class HttpConnection implements AutoCloseable {

    /// The largest body of an answer that is read.
    public static final int LARGEST_ANSWER = 80 << 20;

    /// Bodies up to this size are taken by the sockets' buffers, so that sending one can't hang.
    private static final int SENT_AT_ONCE = 64 << 10;

    private static final byte[] NOTHING = {};

    private final URI base;
    private final String root;
    private final Duration timeout;
    private final WebClient settings;
    private final Http1Client client;
    private @Nullable TcpClientConnection connection;

    /// A connection to the server at `base`, which isn't opened yet.
    ///
    /// @param base `http` or `https`, a host, a port unless it is the usual one, perhaps a path
    /// that goes in front of every path
    /// @param timeout how long a request may take, from its start to the end of its answer
    /// @throws IllegalArgumentException if `base` is no such address
    public HttpConnection(URI base, Duration timeout) {
        this.base = address(base.toString());
        this.root = this.base.toString();
        this.timeout = timeout;
        settings =
                WebClient.builder()
                        .baseUri(root)
                        .servicesDiscoverServices(false)
                        .shareConnectionCache(false)
                        .followRedirects(false)
                        .sendExpectContinue(false)
                        .proxy(Proxy.noProxy())
                        .socketOptions(
                                SocketOptions.builder()
                                        .tcpNoDelay(true)
                                        .connectTimeout(timeout)
                                        .readTimeout(timeout)
                                        .build())
                        .build();
        client = settings.client(Http1Client.PROTOCOL);
    }

    /// The address in `text`, without a slash at its end.
    ///
    /// @throws IllegalArgumentException if it is no address of a server, saying what one looks like
    public static URI address(String text) {
        try {
            URI uri = new URI(text.strip().replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, with what is expected.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no address of a server, expected http://HOST:PORT");
    }

    /// `path` with everything percent-encoded that a URL's path can't hold; slashes stay.
    public static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /// The address of the server.
    public URI base() {
        return base;
    }

    /// Whether the next request finds an open connection, as far as is known.
    public boolean connected() {
        return connection != null;
    }

    /// Closes the connection, so that the next request has to open one.
    public void disconnect() {
        if (connection != null) {
            connection.closeResource();
            connection = null;
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
        boolean kept = connection != null;
        try {
            return attempt(method, path, contentType, body, deadline);
        } catch (HttpFailure e) {
            if (!kept || e.kind() != HttpFailure.Kind.BROKEN) {
                throw e;
            }
            return attempt(method, path, contentType, body, deadline);
        }
    }

    private HttpAnswer attempt(
            String method, String path, String contentType, byte[] body, long deadline)
            throws HttpFailure {
        String address = root + path;
        boolean fresh = connection == null;
        Thread guard = null;
        boolean done = false;
        try {
            TcpClientConnection open = open();
            if (body.length > SENT_AT_ONCE) {
                guard = closeAt(deadline, open);
            }
            Http1ClientRequest request =
                    client.method(Method.create(method))
                            .uri(twiceEncoded(path))
                            .skipUriEncoding(true)
                            .connection(open)
                            .readTimeout(left(deadline));
            if (!contentType.isEmpty()) {
                request.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
            }
            try (Http1ClientResponse response = request.submit(body)) {
                byte[] answer = read(response, open, deadline, address);
                if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
                    disconnect();
                }
                done = true;
                return new HttpAnswer(
                        address,
                        response.status().code(),
                        headers(response.headers()),
                        answer,
                        fresh);
            }
        } catch (RuntimeException | IOException e) {
            throw failure(address, e, deadline);
        } finally {
            if (guard != null) {
                guard.interrupt();
            }
            if (!done) {
                disconnect();
            }
        }
    }

    /// The client decodes what it is given and, told to leave it so, sends that: one encoding more
    /// than `path` has makes it send `path` as it is.
    private URI twiceEncoded(String path) {
        int query = path.indexOf('?');
        try {
            return new URI(
                    base.getScheme(),
                    null,
                    base.getHost(),
                    base.getPort(),
                    base.getRawPath() + (query < 0 ? path : path.substring(0, query)),
                    query < 0 ? null : path.substring(query + 1),
                    null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + ": not a path from a slash on", e);
        }
    }

    private TcpClientConnection open() {
        TcpClientConnection open = connection;
        if (open == null) {
            boolean secure = "https".equalsIgnoreCase(base.getScheme());
            int usual = secure ? 443 : 80;
            ConnectionKey key =
                    ConnectionKey.create(
                            base.getScheme(),
                            base.getHost(),
                            base.getPort() < 0 ? usual : base.getPort(),
                            secure
                                    ? settings.prototype().tls()
                                    : Tls.builder().enabled(false).build(),
                            settings.prototype().dnsResolver(),
                            settings.prototype().dnsAddressLookup(),
                            Proxy.noProxy());
            open =
                    TcpClientConnection.create(
                            settings, key, List.of("http/1.1"), kept -> true, closed -> {});
            open.connect();
            connection = open;
        }
        return open;
    }

    private static byte[] read(
            Http1ClientResponse response, TcpClientConnection open, long deadline, String address)
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
    private static Thread closeAt(long deadline, TcpClientConnection open) {
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

    /// What is left until `deadline`: at least a millisecond, because 0 would mean for ever.
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1_000_000));
    }

    private HttpFailure failure(String address, Exception e, long deadline) {
        if (e instanceof HttpFailure known) {
            return known;
        }
        if (connection == null && !hostIsKnown()) {
            return new HttpFailure(
                    HttpFailure.Kind.UNREACHABLE,
                    root + ": no host is called " + base.getHost(),
                    e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return new HttpFailure(
                        HttpFailure.Kind.UNREACHABLE,
                        root + ": nobody answers there; is the server running?",
                        e);
            }
            if (cause instanceof SocketTimeoutException) {
                return timeout(address, e);
            }
        }
        if (System.nanoTime() >= deadline) {
            return timeout(address, e);
        }
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (connection == null) {
            return new HttpFailure(
                    HttpFailure.Kind.UNREACHABLE, root + ": can't be connected to: " + why, e);
        }
        return new HttpFailure(
                HttpFailure.Kind.BROKEN,
                address + ": the connection ended before the answer did (" + why + ")",
                e);
    }

    private boolean hostIsKnown() {
        try {
            return InetAddress.getByName(base.getHost()) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private HttpFailure timeout(String address, Exception e) {
        String within = timeout.toMillis() / 1000.0 + " s";
        return connection == null
                ? new HttpFailure(
                        HttpFailure.Kind.UNREACHABLE,
                        root + ": nobody answers there within " + within,
                        e)
                : new HttpFailure(
                        HttpFailure.Kind.TIMEOUT, address + ": no answer within " + within, e);
    }

    /// Closes the connection.
    @Override
    public void close() {
        disconnect();
    }
}
