package dev.edgewise.model.quantize;

/// How often a tensor had which values: first [#reach] is told of all values, then [#count].
final class Histogram {

    private static final int BINS = 2048;

    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private final long[] counts = new long[BINS];
    private long total;

    /// Widens it to `values`.
    ///
    /// @return whether all of them are finite numbers
    boolean reach(float... values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return true;
    }

    /// Counts `values`, which it reaches to.
    void count(float... values) {
        double bins = high > low ? BINS / (high - low) : 0;
        for (float value : values) {
            counts[(int) Math.min(BINS - 1, (value - low) * bins)]++;
        }
        total += values.length;
    }

    /// The smallest value.
    double low() {
        return low;
    }

    /// The largest value.
    double high() {
        return high;
    }

    /// The value that `share`, in [0, 1], of all values lie below, to the width of a bin.
    double quantile(double share) {
        double below = share * total;
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0 && sum + counts[i] >= below) {
                return edge(i) + (edge(i + 1) - edge(i)) * (below - sum) / counts[i];
            }
            sum += counts[i];
        }
        return high;
    }

    /// The sum over all values of the squared error that a range from `from` to `to` brings.
    double squaredError(double from, double to) {
        double step = (to - from) / Range.TOP;
        double rounding = step * step / 12;
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                double value = (edge(i) + edge(i + 1)) / 2;
                double clipped = value < from ? from - value : Math.max(0, value - to);
                sum += counts[i] * (clipped > 0 ? clipped * clipped : rounding);
            }
        }
        return sum;
    }

    private double edge(int bin) {
        return low + (high - low) * bin / BINS;
    }
}
