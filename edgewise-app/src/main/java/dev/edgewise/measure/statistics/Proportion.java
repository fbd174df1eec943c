package dev.edgewise.measure.statistics;

/// So many of so many: a share, and how sure it is.
///
/// @param part from 0 to `of`
/// @param of 0 or more
public record Proportion(long part, long of) {

    /// The standard normal's 97.5 % point.
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (part < 0 || part > of) {
            throw new IllegalArgumentException("from 0 to " + of + " is needed, got " + part);
        }
    }

    /// From 0 to 1; NaN of nothing.
    public double value() {
        return (double) part / of;
    }

    /// Where the share lies with 95 % confidence if the cases are independent: Wilson's score
    /// interval, without a correction for continuity (Wilson 1927; compared with others by
    /// Newcombe 1998,
    /// <https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E>).
    /// It never leaves [0, 1], and holds for shares near its ends and for few cases. Of nothing,
    /// nothing is known.
    public Interval interval() {
        if (of == 0) {
            return Interval.UNKNOWN;
        }
        double squared = Z * Z;
        double middle = 2 * part + squared;
        double reach = Z * Math.sqrt(squared + 4.0 * part * (of - part) / of);
        double scale = 2 * (of + squared);
        return new Interval(
                part == 0 ? 0 : (middle - reach) / scale,
                part == of ? 1 : (middle + reach) / scale);
    }
}
