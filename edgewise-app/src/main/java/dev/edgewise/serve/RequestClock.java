package dev.edgewise.serve;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Remembers, for each connection's thread, when its current request's first line had come.
final class RequestClock implements Http1ConnectionListener {

    private final ThreadLocal<Long> startNanos = new ThreadLocal<>();

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        startNanos.set(System.nanoTime());
    }

    /// When the current request began; now, if its first line was already broken.
    long startNanos() {
        Long start = startNanos.get();
        return start == null ? System.nanoTime() : start;
    }
}
