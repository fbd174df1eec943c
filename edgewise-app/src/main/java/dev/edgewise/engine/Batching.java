package dev.edgewise.engine;

import java.time.Duration;

/// Which requests for a model run as one.
///
/// @param most how many at most; 1 for none
/// @param delay how long the first one waits for others
public record Batching(int most, Duration delay) {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    /// Each request runs alone.
    public static final Batching OFF = new Batching(1, Duration.ZERO);

    public Batching {
        Range.require("batch-max", most, 1, 1024);
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "batch-delay: must be from 0 to 1000 ms, got " + delay.toMillis() + " ms");
        }
    }
}
