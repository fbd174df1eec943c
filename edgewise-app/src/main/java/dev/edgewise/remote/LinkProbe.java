package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/// Measures the link to a server through the server's `/v1/probe`, over one kept connection.
///
/// The round trip is the median of small requests, each less the time that the server spent on it.
/// A rate is a slope: bytes are sent in two sizes, and the difference of the sizes is divided by
/// the difference of the times, so that latency, and whatever else a request costs at any size,
/// cancels. The sizes are found by doubling until a transfer lasts long enough; by then TCP has
/// opened its window that far, so that slow start cancels too. What disturbs a transfer only ever
/// makes it longer, so each size counts with its shortest. Where the larger size takes hardly
/// longer, both are doubled again; a link on which the largest does so is too fast to measure.
public final class LinkProbe {

    private static final String PATH = "/v1/probe";
    private static final int ROUND_TRIPS = 21;
    private static final int FIRST_BYTES = 32 << 10;
    private static final int MOST_BYTES = 16 << 20;
    private static final int PAIRS = 3;
    private static final Duration LONG_ENOUGH = Duration.ofMillis(100);

    /// Twice the bytes must take longer by this share at least; without disturbance it is near 1.
    private static final double LEAST_GROWTH = 0.25;

    private static final long BITS_TIMES_NANOS = 8_000_000_000L;

    private final HttpConnection http;
    private final LongSupplier nanoTime;

    /// @param http a connection to the server that nobody else uses meanwhile
    /// @param nanoTime `System::nanoTime`
    public LinkProbe(HttpConnection http, LongSupplier nanoTime) {
        this.http = http;
        this.nanoTime = nanoTime;
    }

    /// Measures for a few seconds, or for some ten round trips where those take longer.
    ///
    /// @throws HttpFailure if the server is not there or has no probe
    public MeasuredLink measure() throws HttpFailure {
        long atFirst = roundTripNanos();
        long least = Math.max(LONG_ENOUGH.toNanos(), 2 * atFirst);
        double down = rate(Direction.DOWN, least);
        double up = rate(Direction.UP, least);
        // Once more: programs that had just started have warmed up by now.
        long roundTrip = Math.min(atFirst, roundTripNanos());
        return new MeasuredLink(Duration.ofNanos(roundTrip), down, up);
    }

    private long roundTripNanos() throws HttpFailure {
        http.get(PATH + "?bytes=1").orFail();
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long start = nanoTime.getAsLong();
            HttpAnswer answer = http.get(PATH + "?bytes=1");
            long elapsed = nanoTime.getAsLong() - start;
            answer.orFail();
            nanos.add(Math.max(0, elapsed - answer.timing().of("total")));
        }
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2);
    }

    private enum Direction {
        DOWN,
        UP
    }

    /// In bits a second; infinite where that is too fast to measure.
    private double rate(Direction direction, long leastNanos) throws HttpFailure {
        int bytes = FIRST_BYTES;
        while (nanos(direction, bytes) < leastNanos && bytes < MOST_BYTES / 2) {
            bytes *= 2;
        }
        while (true) {
            long small = Long.MAX_VALUE;
            long large = Long.MAX_VALUE;
            for (int i = 0; i < PAIRS; i++) {
                small = Math.min(small, nanos(direction, bytes));
                large = Math.min(large, nanos(direction, 2 * bytes));
            }
            long longer = large - small;
            if (longer > 0 && longer >= LEAST_GROWTH * small) {
                return (double) bytes * BITS_TIMES_NANOS / longer;
            }
            if (bytes >= MOST_BYTES / 2) {
                return Double.POSITIVE_INFINITY;
            }
            bytes *= 2;
        }
    }

    private long nanos(Direction direction, int bytes) throws HttpFailure {
        byte[] body = new byte[direction == Direction.UP ? bytes : 0];
        long start = nanoTime.getAsLong();
        HttpAnswer answer =
                switch (direction) {
                    case DOWN -> http.get(PATH + "?bytes=" + bytes);
                    case UP -> http.post(PATH, "application/octet-stream", body);
                };
        long elapsed = nanoTime.getAsLong() - start;
        answer.orFail();
        return elapsed;
    }
}
