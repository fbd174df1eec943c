package dev.edgewise.engine;

import java.time.Duration;
import java.util.Optional;

/// How much is worked on at once, and how much may wait for it.
///
/// @param workers how many requests use a model at once
/// @param queue how many may wait for a worker; one more is refused
/// @param longestWait how long one may wait; one that would wait longer is refused at once
/// @param batching how requests are run together
public record LoadSettings(
        int workers, int queue, Optional<Duration> longestWait, Batching batching) {

    public LoadSettings {
        Range.require("threads", workers, 1, 4096);
        Range.require("queue", queue, 0, 1_000_000);
        longestWait.ifPresent(
                wait -> {
                    if (wait.isNegative() || wait.isZero()) {
                        throw new IllegalArgumentException(
                                "queue-limit: must be above 0, got " + wait.toMillis() + " ms");
                    }
                });
    }

    /// Requests may wait any time, and each runs alone.
    public static LoadSettings of(int workers, int queue) {
        return new LoadSettings(workers, queue, Optional.empty(), Batching.OFF);
    }
}
