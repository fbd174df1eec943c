package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Measures the link to a server, down and up, through the server's `/v1/probe`, over one kept
/// connection: an [EchoProbe] each way.
public final class LinkProbe {

    private static final String PATH = "/v1/probe";
    private static final int ROUND_TRIPS = 21;

    private final EchoProbe down;
    private final EchoProbe up;

    /// @param http a connection to the server that nobody else uses meanwhile
    /// @param nanoTime `System::nanoTime`
    public LinkProbe(HttpConnection http, LongSupplier nanoTime) {
        down = new EchoProbe(down(http), nanoTime);
        up = new EchoProbe(up(http), nanoTime);
    }

    /// What asks a server for bytes.
    private static Echo down(HttpConnection http) {
        return bytes -> {
            HttpAnswer answer = http.get(PATH + "?bytes=" + Math.max(1, bytes)).orFail();
            return bytes == 0 ? answer.timing().of("total") : 0;
        };
    }

    /// What sends bytes to a server: noise, so that nothing on the way can make less of it.
    public static Echo up(HttpConnection http) {
        return new Echo() {
            private byte[] noise = {};

            @Override
            public long send(int bytes) throws IOException {
                if (noise.length < bytes) {
                    noise = new byte[bytes];
                    new SplittableRandom(bytes).nextBytes(noise);
                }
                HttpAnswer answer =
                        http.post(PATH, "application/octet-stream", Arrays.copyOf(noise, bytes))
                                .orFail();
                // While it reads a body, the server waits for the link.
                return bytes == 0 ? answer.timing().of("total") : 0;
            }
        };
    }

    /// Measures for a few seconds, or for some ten round trips where those take longer.
    ///
    /// @throws IOException naming the server if it is not there or has no probe
    public MeasuredLink measure() throws IOException {
        long atFirst = down.roundTripNanos(ROUND_TRIPS);
        double downRate = down.bitsPerSecond(atFirst);
        double upRate = up.bitsPerSecond(atFirst);
        // Once more: programs that had just started have warmed up by now.
        long roundTrip = Math.min(atFirst, down.roundTripNanos(ROUND_TRIPS));
        return new MeasuredLink(Duration.ofNanos(roundTrip), downRate, upRate);
    }
}
