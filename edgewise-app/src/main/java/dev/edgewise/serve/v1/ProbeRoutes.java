package dev.edgewise.serve.v1;

import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;

/// `/v1/probe`: bytes to and fro, so that a client can measure the link between.
public final class ProbeRoutes {

    static final long LARGEST = 64L << 20;
    private static final int CHUNK = 1 << 16;

    /// Noise, so that nothing on the way can make less of it.
    private static final byte[] NOISE = noise();

    public void addTo(Routes routes) {
        routes.add("GET", "/v1/probe", ProbeOperations.give(), this::give)
                .add("POST", "/v1/probe", ProbeOperations.take(), this::take);
    }

    private Answer give(Exchange exchange) throws IOException {
        long size = size(exchange.query("bytes").orElse("0"));
        return new Answer(
                200,
                Answer.BYTES,
                new Answer.Streamed(
                        size,
                        out -> {
                            for (long left = size; left > 0; left -= CHUNK) {
                                out.write(NOISE, 0, (int) Math.min(left, CHUNK));
                            }
                        }),
                Map.of("Cache-Control", "no-store"));
    }

    private Answer take(Exchange exchange) throws IOException {
        long size = exchange.phases().time("read", () -> exchange.discard(LARGEST));
        return Answer.json(Json.object(json -> json.writeNumberProperty("bytes", size)));
    }

    private static long size(String bytes) throws HttpFailure {
        try {
            long size = Long.parseLong(bytes);
            if (size >= 0 && size <= LARGEST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Answered as any other number that can't be had.
        }
        throw new HttpFailure(400, "bytes: expected a number from 0 to " + LARGEST);
    }

    private static byte[] noise() {
        byte[] noise = new byte[CHUNK];
        new SplittableRandom(1).nextBytes(noise);
        return noise;
    }
}
