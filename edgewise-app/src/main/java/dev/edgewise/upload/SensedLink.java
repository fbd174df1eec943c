package dev.edgewise.upload;

import dev.edgewise.remote.Echo;
import dev.edgewise.remote.EchoProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A link as it is found through a connection that is open: how long a message and its answer take,
/// and how many bits a second go up.
///
/// @param bitsPerSecond infinite where the link is too fast to tell
record SensedLink(Duration roundTrip, double bitsPerSecond) {

    private static final int ROUND_TRIPS = 11;
    private static final double BITS_TIMES_NANOS = 8e9;

    /// Measures for about two seconds.
    static SensedLink of(Echo echo, LongSupplier nanoTime) throws IOException {
        EchoProbe probe = new EchoProbe(echo, nanoTime);
        long trip = probe.roundTripNanos(ROUND_TRIPS);
        return new SensedLink(Duration.ofNanos(trip), probe.bitsPerSecond(trip));
    }

    /// How long the link is busy with so many bytes.
    long transferNanos(long bytes) {
        return Math.round(bytes * BITS_TIMES_NANOS / bitsPerSecond);
    }
}
