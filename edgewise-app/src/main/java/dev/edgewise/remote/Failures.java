package dev.edgewise.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What went wrong first on any of several threads; what follows from it doesn't count.
final class Failures {

    private static final long LOOK_NANOS = 10_000_000;

    private final AtomicReference<@Nullable IOException> first = new AtomicReference<>();

    void add(IOException failure) {
        first.compareAndSet(null, failure);
    }

    void throwFirst() throws IOException {
        @Nullable IOException failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }

    /// Sleeps, unless something goes wrong meanwhile.
    void sleep(long nanos) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
            Thread.sleep(Duration.ofNanos(Math.min(left, LOOK_NANOS)));
            throwFirst();
        }
    }
}
