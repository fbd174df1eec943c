package dev.edgewise.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to one server, kept alive from request to request, for one thread at a time.
///
/// It is opened by the first request, and again by the first after the server has closed it. A
/// request is sent once: whatever happens to it is its outcome, and no redirect is followed, so
/// that nothing is measured twice.
public final class HttpConnection implements AutoCloseable {

    /// The largest body of an answer that is read.
    public static final int LARGEST_ANSWER = 80 << 20;

    /// Bodies up to this size are taken by the sockets' buffers, so that sending one can't hang;
    /// larger ones go out in parts of it.
    private static final int SENT_AT_ONCE = 64 << 10;

    private static final byte[] NOTHING = {};

    private final ServerAddress server;
    private final Access access;
    private final Duration timeout;
    private volatile @Nullable Duplex duplex;
    private AnswerReader answers = new AnswerReader(this::read);
    private long deadline;

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
    private HttpAnswer send(String method, String path, String contentType, byte[] body)
            throws HttpFailure {
        deadline = System.nanoTime() + timeout.toNanos();
        Duplex kept = duplex;
        Duplex open = kept == null || kept.hasEnded() ? opened() : kept;
        Map<String, String> headers =
                access.headers(
                        contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType));
        byte[] head = PreparedRequest.head(server, method, path, headers, body.length);
        Thread guard = body.length > SENT_AT_ONCE ? closeAtDeadline(open) : null;
        boolean keep = false;
        answers.begin();
        try {
            write(open, head, body);
            HttpAnswer answer = answers.next(server + path, LARGEST_ANSWER);
            keep = answers.keeps();
            return answer;
        } catch (IOException e) {
            throw HttpFailure.lost(server + path, e, answers.progress(), late(e), timeout);
        } finally {
            if (guard != null) {
                guard.interrupt();
            }
            if (!keep) {
                close();
            }
        }
    }

    private Duplex opened() throws HttpFailure {
        close();
        try {
            Duplex open = Duplex.unconnected();
            duplex = open;
            answers = new AnswerReader(this::read);
            open.patience(left());
            open.connect(server, access);
            return open;
        } catch (IOException e) {
            close();
            throw HttpFailure.unreachable(server, e, late(e), timeout);
        }
    }

    /// Head and body in one piece, unless that would be a large one.
    private static void write(Duplex open, byte[] head, byte[] body) throws IOException {
        int first = Math.min(body.length, SENT_AT_ONCE);
        open.write(ByteBuffer.allocate(head.length + first).put(head).put(body, 0, first).flip());
        for (int at = first; at < body.length; at += SENT_AT_ONCE) {
            open.write(ByteBuffer.wrap(body, at, Math.min(SENT_AT_ONCE, body.length - at)));
        }
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        Duplex open = duplex;
        if (open == null) {
            throw new IOException("it was closed");
        }
        open.patience(left());
        return open.read(into, offset, length);
    }

    /// Closes `open` at the deadline, unless interrupted before: patience with reads doesn't end a
    /// write to a server that has stopped reading.
    private Thread closeAtDeadline(Duplex open) {
        Duration left = left();
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Thread.sleep(left);
                                open.close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private boolean late(IOException e) {
        return e instanceof SocketTimeoutException || System.nanoTime() - deadline >= 0;
    }

    /// What is left until the deadline, at least a millisecond.
    private Duration left() {
        return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1_000_000));
    }

    /// Closes the connection. Another thread may do so, too: a request that is under way fails
    /// then.
    @Override
    public void close() {
        Duplex open = duplex;
        duplex = null;
        if (open != null) {
            open.close();
        }
    }
}
