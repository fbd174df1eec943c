package dev.edgewise.serve;

import dev.edgewise.serve.guard.WatchedContext;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import org.jspecify.annotations.Nullable;

/// Remembers, for each connection's thread, when its current request's first line had come, and
/// over which connection, until it is answered.
final class RequestClock implements Http1ConnectionListener {

    private record Current(long startNanos, ConnectionContext context) {}

    @SuppressWarnings("ThreadLocalUsage") // A server has one clock, and ends with its threads.
    private final ThreadLocal<@Nullable Current> current = new ThreadLocal<>();

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        current.set(new Current(System.nanoTime(), context));
    }

    /// Whether the client of the current request has closed its side, as far as can be seen. Asked
    /// by the connection's own thread, once the request's body has been read.
    boolean isGone() {
        Current request = current.get();
        return request != null
                && request.context instanceof WatchedContext context
                && context.isGone();
    }

    /// When the current request began; now, if its first line was already broken.
    long startNanos() {
        Current request = current.get();
        return request == null ? System.nanoTime() : request.startNanos;
    }

    /// The current request was answered, though not all of its body has been read.
    void answeredEarly() {
        Current request = current.get();
        if (request != null && request.context instanceof WatchedContext context) {
            context.watched().answeredEarly();
        }
    }

    /// The current request was answered, and all of it has been read.
    void answered() {
        Current request = current.get();
        if (request != null && request.context instanceof WatchedContext context) {
            context.watched().answered();
        }
        current.remove();
    }
}
