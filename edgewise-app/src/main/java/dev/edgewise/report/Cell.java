package dev.edgewise.report;

import java.util.Locale;

/// A cell of a [Table]: its text, and a reason that stands below the table as a footnote, or none
/// if the reason is empty.
public record Cell(String text, String reason) {

    /// A text without a footnote.
    public static Cell of(String text) {
        return new Cell(text, "");
    }

    /// A number with `decimals` digits after its point.
    ///
    /// @throws IllegalArgumentException if `value` isn't finite: an absent number has a reason
    public static Cell of(double value, int decimals) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number in a table must be finite: " + value);
        }
        return of(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    /// "-", and why there is nothing here.
    public static Cell absent(String reason) {
        return new Cell("-", reason);
    }

    /// This cell with a footnote.
    public Cell because(String reason) {
        return new Cell(text, reason);
    }
}
