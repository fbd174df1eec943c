package dev.edgewise.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Ends what takes too long: one thread looks at all lines every few milliseconds and closes
/// those whose deadline has passed, which ends whatever they wait for. A timer for each request
/// would cost more than the request.
public final class Deadlines implements AutoCloseable {

    private static final long LOOK_MILLIS = 5;

    private final List<HttpLine> lines = new CopyOnWriteArrayList<>();
    private final Thread thread;

    public Deadlines() {
        thread = Thread.ofPlatform().daemon().name("deadlines").start(this::look);
    }

    void watch(HttpLine line) {
        lines.add(line);
    }

    void forget(HttpLine line) {
        lines.remove(line);
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                for (HttpLine line : lines) {
                    line.endIfAfter(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the looking: lines wait for ever from then on.
    @Override
    public void close() {
        thread.interrupt();
    }
}
