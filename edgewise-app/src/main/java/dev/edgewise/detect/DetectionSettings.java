package dev.edgewise.detect;

import java.time.Duration;

/// How windows are laid over the audio, and when what was heard in them is a word.
///
/// @param hop from the beginning of a window to that of the next
/// @param average how far back the windows end whose probabilities are averaged
/// @param fewest windows that an average needs at least: at the beginning there are fewer
/// @param threshold the average from which on a word is detected, above 0, at most 1
/// @param suppression for how long after a detection there is none
public record DetectionSettings(
        Duration hop, Duration average, int fewest, double threshold, Duration suppression) {

    /// What fits models that hear a second.
    public static final DetectionSettings DEFAULT =
            new DetectionSettings(
                    Duration.ofMillis(100), Duration.ofMillis(500), 3, 0.7, Duration.ofSeconds(1));

    public DetectionSettings {
        if (hop.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("hop: expected 1 ms or more, got " + millis(hop));
        }
        if (average.isNegative()) {
            throw new IllegalArgumentException("average: expected 0 ms or more");
        }
        if (suppression.isNegative()) {
            throw new IllegalArgumentException("suppression: expected 0 ms or more");
        }
        long windows = Math.max(1, average.dividedBy(hop));
        if (fewest < 1 || fewest > windows) {
            throw new IllegalArgumentException(
                    "fewest windows: expected 1 to %d, as many as %s hold at a hop of %s; got %d"
                            .formatted(windows, millis(average), millis(hop), fewest));
        }
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "threshold: expected more than 0 and at most 1, got " + threshold);
        }
    }

    /// These settings with another threshold.
    public DetectionSettings withThreshold(double other) {
        return new DetectionSettings(hop, average, fewest, other, suppression);
    }

    private static String millis(Duration duration) {
        return duration.toNanos() / 1e6 + " ms";
    }
}
