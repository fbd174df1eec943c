package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import java.time.Instant;
import java.util.Optional;

/// Requests that are over, made up: each took 40 ms, of which it waited 10 and was predicted in 20.
final class Requests {

    static final Instant ENDED = Instant.parse("2026-01-01T00:00:00.040Z");
    static final Catalog.Entry MODEL = new Catalog.Entry("m", "3");
    private static final long MILLI = 1_000_000;

    private Requests() {}

    static Served well() {
        return of("POST", "/a?", Optional.of("/a"), 200, "", Optional.of(MODEL));
    }

    static Served of(
            String method,
            String target,
            Optional<String> route,
            int status,
            String traceparent,
            Optional<Catalog.Entry> model) {
        Phases phases = new Phases(0);
        phases.add("queue", 5 * MILLI, 15 * MILLI);
        phases.add("predict", 15 * MILLI, 35 * MILLI);
        phases.add("total", 0, 38 * MILLI);
        String[] parts = target.split("\\?", 2);
        return new Served(
                new Served.Call(
                        method,
                        parts[0],
                        parts.length > 1 ? parts[1] : "",
                        "test/1",
                        traceparent,
                        "a=b"),
                new Served.Peers("http", "1.1", "localhost", 80, "127.0.0.1"),
                route,
                status,
                7,
                9,
                phases,
                40 * MILLI,
                ENDED,
                model);
    }
}
