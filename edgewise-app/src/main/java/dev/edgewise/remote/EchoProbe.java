package dev.edgewise.remote;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Measures a link in one direction by messages, one after the other, over one connection.
///
/// The round trip is the median of the smallest ones, each less the time that the other end spent
/// on it. The rate is a slope: bytes are sent in two sizes, and the difference of the sizes is
/// divided by the difference of the times, so that latency, and whatever else a message costs at
/// any
/// size, cancels. The sizes are found by doubling until a transfer lasts long enough; by then TCP
/// has
/// opened its window that far, so that slow start cancels too. What disturbs a transfer only ever
/// makes it longer, so each size counts with its shortest. Where the larger size takes hardly
/// longer, both are doubled again; a link on which the largest does so is too fast to measure.
public final class EchoProbe {

    private static final int FIRST_BYTES = 32 << 10;
    private static final int MOST_BYTES = 16 << 20;
    private static final int PAIRS = 3;
    private static final long LONG_ENOUGH = 100_000_000;

    /// Twice the bytes must take longer by this share at least; without disturbance it is near 1.
    private static final double LEAST_GROWTH = 0.25;

    private static final double BITS_TIMES_NANOS = 8e9;

    private final Echo echo;
    private final LongSupplier nanoTime;

    /// @param echo that nobody else uses meanwhile
    /// @param nanoTime `System::nanoTime`
    public EchoProbe(Echo echo, LongSupplier nanoTime) {
        this.echo = echo;
        this.nanoTime = nanoTime;
    }

    /// The median round trip of `count` messages, in nanoseconds, after one that doesn't count.
    public long roundTripNanos(int count) throws IOException {
        echo.send(0);
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = nanos(0);
        }
        Arrays.sort(nanos);
        return nanos[count / 2];
    }

    /// The rate in bits a second; infinite where that is too fast to measure.
    ///
    /// @param roundTripNanos how long a transfer takes at least
    public double bitsPerSecond(long roundTripNanos) throws IOException {
        long enough = Math.max(LONG_ENOUGH, 2 * roundTripNanos);
        int bytes = FIRST_BYTES;
        while (nanos(bytes) < enough && bytes < MOST_BYTES / 2) {
            bytes *= 2;
        }
        while (true) {
            long small = Long.MAX_VALUE;
            long large = Long.MAX_VALUE;
            for (int i = 0; i < PAIRS; i++) {
                small = Math.min(small, nanos(bytes));
                large = Math.min(large, nanos(2 * bytes));
            }
            long longer = large - small;
            if (longer > 0 && longer >= LEAST_GROWTH * small) {
                return bytes * BITS_TIMES_NANOS / longer;
            }
            if (bytes >= MOST_BYTES / 2) {
                return Double.POSITIVE_INFINITY;
            }
            bytes *= 2;
        }
    }

    private long nanos(int bytes) throws IOException {
        long start = nanoTime.getAsLong();
        long other = echo.send(bytes);
        return Math.max(0, nanoTime.getAsLong() - start - other);
    }
}
