package dev.edgewise.report;

import java.util.Locale;

/// How milliseconds are written: with about three digits that count.
public final class Millis {

    private Millis() {}

    /// The number without its unit.
    public static String text(double millis) {
        return String.format(Locale.ROOT, "%." + decimals(millis) + "f", millis);
    }

    private static int decimals(double millis) {
        double size = Math.abs(millis);
        if (size < 0.995) {
            return 3;
        }
        if (size < 9.95) {
            return 2;
        }
        return size < 999.5 ? 1 : 0;
    }
}
