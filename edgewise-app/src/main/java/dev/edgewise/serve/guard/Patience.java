package dev.edgewise.serve.guard;

import dev.edgewise.engine.Range;
import java.time.Duration;

/// How long the other side of a connection may keep the server waiting.
///
/// @param head until a request's head is whole: from its first byte on, and for a connection's
/// first request from its opening on, TLS included
/// @param body how far a body, on its way in or out, may fall behind `rate`
/// @param rate the slowest that a body may come or go, in bytes a second
/// @param idle how long a connection may wait for its next request
public record Patience(Duration head, Duration body, long rate, Duration idle) {

    public static final Patience USUAL =
            new Patience(
                    Duration.ofSeconds(10), Duration.ofSeconds(20), 1024, Duration.ofMinutes(5));

    public Patience {
        Range.requireTime("head-timeout", head);
        Range.requireTime("body-timeout", body);
        Range.requireTime("idle-timeout", idle);
        Range.require("body-rate", rate, 1, 1L << 40);
    }

    /// How long `bytes` may take at the slowest, in nanoseconds.
    public long nanosFor(long bytes) {
        return (long) (bytes * 1e9 / rate);
    }
}
