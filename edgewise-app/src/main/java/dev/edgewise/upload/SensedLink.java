package dev.edgewise.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// A link as it is found through a connection that is open: how long a message and its answer take,
/// and how many bits a second go up.
///
/// @param bitsPerSecond infinite where the link is too fast to tell
record SensedLink(Duration roundTrip, double bitsPerSecond) {

    private static final int ROUND_TRIPS = 11;
    private static final int FIRST_BYTES = 32 << 10;
    private static final int MOST_BYTES = 4 << 20;
    private static final int PAIRS = 3;
    private static final long LONG_ENOUGH_NANOS = 200_000_000;
    private static final double BITS_TIMES_NANOS = 8e9;

    /// Twice the bytes must take longer by this share at least.
    private static final double LEAST_GROWTH = 0.25;

    /// Measures for about two seconds. The round trip is a median. The rate is a slope between two
    /// sizes, so that whatever a message costs at any size cancels; they are doubled until a
    /// transfer lasts, by when TCP has opened its window that far.
    static SensedLink of(Echo echo, LongSupplier nanoTime) throws IOException {
        long[] trips = new long[ROUND_TRIPS];
        for (int i = 0; i < trips.length; i++) {
            trips[i] = nanos(echo, 0, nanoTime);
        }
        Arrays.sort(trips);
        long trip = trips[trips.length / 2];
        return new SensedLink(Duration.ofNanos(trip), rate(echo, trip, nanoTime));
    }

    private static double rate(Echo echo, long trip, LongSupplier nanoTime) throws IOException {
        long enough = Math.max(LONG_ENOUGH_NANOS, 2 * trip);
        int bytes = FIRST_BYTES;
        while (nanos(echo, bytes, nanoTime) < enough && bytes < MOST_BYTES / 2) {
            bytes *= 2;
        }
        long small = Long.MAX_VALUE;
        long large = Long.MAX_VALUE;
        for (int i = 0; i < PAIRS; i++) {
            small = Math.min(small, nanos(echo, bytes, nanoTime));
            large = Math.min(large, nanos(echo, 2 * bytes, nanoTime));
        }
        long longer = large - small;
        return longer > 0 && longer >= LEAST_GROWTH * small
                ? bytes * BITS_TIMES_NANOS / longer
                : Double.POSITIVE_INFINITY;
    }

    private static long nanos(Echo echo, int bytes, LongSupplier nanoTime) throws IOException {
        long start = nanoTime.getAsLong();
        long other = echo.send(bytes);
        return Math.max(0, nanoTime.getAsLong() - start - other);
    }

    /// How long the link is busy with so many bytes.
    long transferNanos(long bytes) {
        return Math.round(bytes * BITS_TIMES_NANOS / bitsPerSecond);
    }
}
