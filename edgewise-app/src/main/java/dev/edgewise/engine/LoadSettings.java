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

    /// Which requests for a model run as one.
    ///
    /// @param most how many at most; 1 for none
    /// @param delay how long the first one waits for others
    public record Batching(int most, Duration delay) {

        /// Each request runs alone.
        public static final Batching OFF = new Batching(1, Duration.ZERO);

        public Batching {
            require("batch-max", most, 1, 1024);
            if (delay.isNegative() || delay.compareTo(Duration.ofSeconds(1)) > 0) {
                throw new IllegalArgumentException(
                        "batch-delay: must be from 0 to 1 s, got " + delay.toMillis() + " ms");
            }
        }
    }

    public LoadSettings {
        require("threads", workers, 1, 4096);
        require("queue", queue, 0, 1_000_000);
        longestWait.ifPresent(
                wait -> {
                    if (wait.isNegative() || wait.isZero()) {
                        throw new IllegalArgumentException("queue-limit: must be above 0");
                    }
                });
    }

    /// Any number of requests may wait any time, and each runs alone.
    public static LoadSettings of(int workers, int queue) {
        return new LoadSettings(workers, queue, Optional.empty(), Batching.OFF);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": must be from " + least + " to " + most + ", got " + value);
        }
    }
}
