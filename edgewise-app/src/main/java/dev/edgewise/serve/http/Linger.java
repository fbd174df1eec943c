package dev.edgewise.serve.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Reads on for a moment before a connection is closed. A socket that is closed over unread
/// bytes is reset, and the client may lose the answer that said why.
public final class Linger {

    private static final long MILLIS = 1000;

    private Linger() {}

    /// Something that reads until the other side is done.
    @FunctionalInterface
    public interface Reading {
        void run() throws IOException;
    }

    /// Runs `reading` on this thread until it ends, fails, or a second has passed.
    public static void whileReading(Reading reading) {
        Thread reader = Thread.currentThread();
        CompletableFuture<Void> timer =
                CompletableFuture.runAsync(
                        reader::interrupt,
                        CompletableFuture.delayedExecutor(
                                MILLIS, TimeUnit.MILLISECONDS, Runnable::run));
        try {
            reading.run();
        } catch (IOException | RuntimeException e) {
            // Whatever ended it, the connection is closed next.
        } finally {
            timer.cancel(false);
        }
    }
}
