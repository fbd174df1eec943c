package dev.edgewise.evaluate;

import java.time.Duration;

/// What a label track says of a stretch of audio: from when to when, from the audio's beginning,
/// something is said.
///
/// @param text what is said
/// @param line of the track's file, from 1
public record Label(Duration from, Duration to, String text, int line) {

    public Label {
        if (from.isNegative() || to.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "a label lasts from %s to %s, expected 0 <= start <= end".formatted(from, to));
        }
    }
}
