package dev.edgewise.report;

import java.util.Locale;

/// How numbers of bytes are written: in powers of 1,000, with about three digits that count.
public final class Bytes {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Bytes() {}

    /// The number with its unit.
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String number =
                unit == 0
                        ? Long.toString(bytes)
                        : String.format(
                                Locale.ROOT,
                                "%." + (value < 9.95 ? 2 : value < 99.5 ? 1 : 0) + "f",
                                value);
        return number + " " + UNITS[unit];
    }
}
