package dev.edgewise.model.quantize;

import java.util.List;

/// How far the range of a tensor reaches: the wider, the coarser its steps; the narrower, the more
/// values are clipped at its ends.
public enum Clipping {

    /// From the smallest to the largest value that the calibration clips gave.
    ALL("min/max") {
        @Override
        Range range(Histogram values) {
            return Range.around(values.low(), values.high());
        }
    },

    /// All values but one in 10,000.
    PERCENTILE_99_99("99.99 %") {
        @Override
        Range range(Histogram values) {
            return inner(values, 1e-4);
        }
    },

    /// All values but one in 1,000.
    PERCENTILE_99_9("99.9 %") {
        @Override
        Range range(Histogram values) {
            return inner(values, 1e-3);
        }
    },

    /// All values but one in 100.
    PERCENTILE_99("99 %") {
        @Override
        Range range(Histogram values) {
            return inner(values, 1e-2);
        }
    },

    /// Where the sum of squared errors, of clipping and of rounding, is least.
    LEAST_SQUARES("least squares") {
        @Override
        Range range(Histogram values) {
            double low = Math.min(0, values.low());
            double high = Math.max(0, values.high());
            double[] best = {low, high};
            double least = Double.POSITIVE_INFINITY;
            for (int l = low == 0 ? 1 : CUTS; l >= 1; l--) {
                for (int h = high == 0 ? 1 : CUTS; h >= 1; h--) {
                    double error = values.squaredError(low * l / CUTS, high * h / CUTS);
                    if (error < least) {
                        least = error;
                        best = new double[] {low * l / CUTS, high * h / CUTS};
                    }
                }
            }
            return Range.around(best[0], best[1]);
        }
    };

    /// How finely the ends are searched for.
    private static final int CUTS = 40;

    private final String text;

    Clipping(String text) {
        this.text = text;
    }

    abstract Range range(Histogram values);

    /// Those worth a try for one tensor where this one did best for all.
    List<Clipping> others() {
        return switch (this) {
            case ALL -> List.of(PERCENTILE_99_99, LEAST_SQUARES);
            case PERCENTILE_99_99 -> List.of(ALL, PERCENTILE_99_9, LEAST_SQUARES);
            case PERCENTILE_99_9 -> List.of(PERCENTILE_99_99, PERCENTILE_99, LEAST_SQUARES);
            case PERCENTILE_99 -> List.of(PERCENTILE_99_9, LEAST_SQUARES);
            case LEAST_SQUARES -> List.of(PERCENTILE_99_99, PERCENTILE_99_9);
        };
    }

    /// The range without a share `off` of the values, half of it at either end.
    private static Range inner(Histogram values, double off) {
        return Range.around(values.quantile(off / 2), values.quantile(1 - off / 2));
    }

    /// As users read it.
    @Override
    public String toString() {
        return text;
    }
}
