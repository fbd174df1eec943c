package dev.edgewise.detect;

import java.time.Duration;

/// A word that was heard in continuous audio. Times count from the audio's beginning.
///
/// @param from where the window begins that completed the detection
/// @param to where that window ends: the moment from which on the word could be known
/// @param confidence the word's smoothed probability in that moment, 0 to 1
public record Detection(String word, Duration from, Duration to, double confidence) {

    public Detection {
        if (from.isNegative() || to.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "a detection lasts from " + from + " to " + to + ", expected 0 <= from <= to");
        }
        if (!(confidence >= 0 && confidence <= 1 + 1e-6)) {
            throw new IllegalArgumentException("confidence: expected 0 to 1, got " + confidence);
        }
    }

    /// The middle of the window: the time that the detection is said to be at.
    public Duration middle() {
        return from.plus(to).dividedBy(2);
    }
}
