package dev.edgewise.measure;

import java.time.Duration;

/// How long to measure a difference: until its 95 % interval is narrow enough, and no longer than
/// so long.
///
/// @param width of the whole interval, end to end: a share of the first place's mean or a time
/// @param most after which measuring ends, however wide the interval is
public record Until(Margin width, Duration most) {

    public Until {
        if (width.share() <= 0 && width.least().isZero()) {
            throw new IllegalArgumentException(
                    "width: must be above 0, no measurement gets there, got 0");
        }
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("most: must be above 0, got " + most);
        }
    }

    /// Whether a difference is known as well as asked for.
    ///
    /// @param referenceMillis the first place's mean, of which the width may be a share
    boolean narrow(Estimate difference, double referenceMillis) {
        return difference.interval().isKnown()
                && difference.interval().width() <= width.millis(referenceMillis);
    }
}
