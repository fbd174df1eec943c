package dev.edgewise.measure.statistics;

/// Where a figure lies with 95 % confidence, in the figure's own unit.
public record Interval(double low, double high) {

    /// Nothing is known: there was too little to estimate the spread from.
    public static final Interval UNKNOWN =
            new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "low must not lie above high, got [" + low + ", " + high + "]");
        }
    }

    /// Whether anything is known.
    public boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public double width() {
        return high - low;
    }
}
