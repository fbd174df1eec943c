package dev.edgewise.serve.stream;

import java.time.Duration;

/// How long a stream may be.
///
/// @param idle for how long nothing may come
/// @param length how much audio may come
public record StreamLimits(Duration idle, Duration length) {

    /// What fits a device that listens all day.
    public static final StreamLimits DEFAULT =
            new StreamLimits(Duration.ofMinutes(1), Duration.ofHours(24));

    public StreamLimits {
        require("stream-idle", idle);
        require("stream-length", length);
    }

    private static void require(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    name + ": must be above 0, got " + duration.toMillis() + " ms");
        }
    }
}
