package dev.edgewise.serve;

import dev.edgewise.serve.guard.WatchedContext;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Remembers, for each connection's thread, when its current request's first line had come, and
/// over which connection.
final class RequestClock implements Http1ConnectionListener {

    private final ThreadLocal<Long> startNanos = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage") // A server has one clock, and ends with its threads.
    private final ThreadLocal<ConnectionContext> connection = new ThreadLocal<>();

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        startNanos.set(System.nanoTime());
        connection.set(context);
    }

    /// Whether the client of the current request has closed its side, as far as can be seen. Asked
    /// by the connection's own thread, once the request's body has been read.
    boolean isGone() {
        return connection.get() instanceof WatchedContext watched && watched.isGone();
    }

    /// When the current request began; now, if its first line was already broken.
    long startNanos() {
        Long start = startNanos.get();
        return start == null ? System.nanoTime() : start;
    }
}
