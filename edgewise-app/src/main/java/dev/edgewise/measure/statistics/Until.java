package dev.edgewise.measure.statistics;

import java.time.Duration;

/// How long to measure a difference: until its 95 % interval is narrow enough, and no longer than
/// so long.
///
/// @param width of the whole interval, end to end: a share of the first place's mean or a time.
/// Zero
///     is never reached, so that the time alone counts
/// @param most after which measuring ends, however wide the interval is
public record Until(Margin width, Duration most) {

    public Until {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("most: must be above 0, got " + most);
        }
    }

    /// Whether a difference is known as well as asked for.
    ///
    /// @param referenceMillis the first place's mean, of which the width may be a share
    boolean narrow(Estimate difference, double referenceMillis) {
        double enough = width.millis(referenceMillis);
        return enough > 0 && difference.interval().width() <= enough;
    }
}
