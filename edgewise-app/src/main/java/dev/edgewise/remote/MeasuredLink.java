package dev.edgewise.remote;

import java.time.Duration;

/// What a link turned out to be, measured through it. Rates are of payload, in bits a second, seen
/// from the edge; an infinite one was too fast to measure.
///
/// @param roundTrip median of small requests, without the time that the server spent on them
public record MeasuredLink(Duration roundTrip, double downBitsPerSecond, double upBitsPerSecond) {

    public MeasuredLink {
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException("round trip must not be negative, got " + roundTrip);
        }
        if (!(downBitsPerSecond > 0) || !(upBitsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "rates must be positive, got "
                            + downBitsPerSecond
                            + " down and "
                            + upBitsPerSecond
                            + " up");
        }
    }
}
