package dev.edgewise.dataset;

import java.util.Locale;

/// Amounts as people read them.
final class Amounts {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Amounts() {}

    /// Bytes in powers of 1,000, with three digits or so: `2.43 GB`.
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double amount = bytes / 1e3;
        int unit = 0;
        // What would be rounded to 1,000 is one of the next unit.
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        int decimals = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", amount, UNITS[unit]);
    }

    /// `1 clip`, `10,641 clips`.
    static String count(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    /// A length of time: `2:57:12 h`, `6:38 min`, `12.3 s`.
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole >= 3600) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60);
        }
        return whole >= 60
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
