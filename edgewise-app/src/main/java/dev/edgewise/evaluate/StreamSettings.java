package dev.edgewise.evaluate;

import dev.edgewise.detect.DetectionSettings;
import java.time.Duration;

/// How words are detected in long audio, and how far from its label a detection may be.
///
/// @param tolerance how long before a label's start and after its end a detection's middle may lie
/// and still count for it
public record StreamSettings(DetectionSettings detection, Duration tolerance) {

    /// The tolerance where nobody asks for another.
    public static final Duration TOLERANCE = Duration.ofMillis(500);

    public StreamSettings {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("tolerance: expected 0 ms or more");
        }
    }
}
