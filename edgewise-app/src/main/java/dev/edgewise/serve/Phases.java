package dev.edgewise.serve;

import java.io.IOException;

/// The named parts of one request's time, for its `Server-Timing` header (W3C Server Timing):
/// durations in milliseconds on one monotonic clock, in the order in which they ended. `total` is
/// added last, and ends when the header is made. One request has one, and one thread.
final class Phases {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long startNanos;
    private final StringBuilder header = new StringBuilder(160);

    /// Phases of a request that began when [System#nanoTime()] was `startNanos`.
    Phases(long startNanos) {
        this.startNanos = startNanos;
    }

    /// A part of a request's work.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /// Runs `work` as phase `name`.
    <T> T time(String name, Work<T> work) throws IOException {
        long begin = System.nanoTime();
        try {
            return work.run();
        } finally {
            add(name, System.nanoTime() - begin);
        }
    }

    /// Adds a phase that took `nanos`.
    void add(String name, long nanos) {
        header.append(name).append(";dur=").append(nanos / NANOS_PER_MILLI).append('.');
        String fraction = Long.toString(nanos % NANOS_PER_MILLI);
        header.repeat('0', 6 - fraction.length()).append(fraction).append(", ");
    }

    /// The header's value.
    String header() {
        add("total", System.nanoTime() - startNanos);
        return header.substring(0, header.length() - 2);
    }
}
