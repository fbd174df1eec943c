package dev.edgewise.report;

/// A column of a [Table]: its heading, the unit that stands with it, the group of neighbouring
/// columns that it belongs to (both may be empty), and the side on which its cells are lined up.
public record Column(String heading, String unit, String group, Side side) {

    /// Where the cells of a column are lined up.
    public enum Side {
        /// Texts.
        LEFT,
        /// Numbers.
        RIGHT
    }

    /// A column of texts.
    public static Column text(String heading) {
        return new Column(heading, "", "", Side.LEFT);
    }

    /// A column of numbers in `unit`, which may be empty.
    public static Column number(String heading, String unit) {
        return new Column(heading, unit, "", Side.RIGHT);
    }

    /// This column in a group: neighbours of the same group share one heading above their own.
    public Column in(String group) {
        return new Column(heading, unit, group, side);
    }

    String headingWithUnit() {
        if (unit.isEmpty()) {
            return heading;
        }
        return heading.isEmpty() ? unit : heading + " (" + unit + ")";
    }
}
