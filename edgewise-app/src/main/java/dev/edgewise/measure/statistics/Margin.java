package dev.edgewise.measure.statistics;

import java.time.Duration;

/// How large a difference must be to matter, stated before the measurement: the larger of a
/// share of the first place's mean, and a duration.
///
/// @param share of the first (the reference's) mean, 0.05 for 5 %
/// @param least the margin where that share is smaller
public record Margin(double share, Duration least) {

    /// The larger of 5 % and 1 ms.
    public static final Margin DEFAULT = new Margin(0.05, Duration.ofMillis(1));

    public Margin {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share: must be in [0, 1), got " + share);
        }
        if (least.isNegative()) {
            throw new IllegalArgumentException("least: must not be negative, got " + least);
        }
    }

    /// A duration, whatever the mean.
    public static Margin of(Duration least) {
        return new Margin(0, least);
    }

    /// A share of the first mean, however small.
    public static Margin of(double share) {
        return new Margin(share, Duration.ZERO);
    }

    double millis(double firstMeanMillis) {
        return Math.max(share * firstMeanMillis, least.toNanos() / 1e6);
    }
}
