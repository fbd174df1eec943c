package dev.edgewise.evaluate;

import java.time.Duration;
import java.util.Locale;

/// Times in audio as people write them.
final class Times {

    private Times() {}

    /// `1:02:03.4`, `2:03.4` or `0:03.4`, rounded to a tenth of a second.
    static String text(Duration time) {
        long tenths = Math.round(time.toNanos() / 1e8);
        long seconds = tenths / 10;
        String tail = String.format(Locale.ROOT, "%02d.%d", seconds % 60, tenths % 10);
        long minutes = seconds / 60;
        return minutes < 60
                ? minutes + ":" + tail
                : String.format(Locale.ROOT, "%d:%02d:%s", minutes / 60, minutes % 60, tail);
    }

    /// Seconds.
    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
