package dev.edgewise.measure.statistics;

/// How heavy the tail of the answered requests is: Hill's estimate of its index from the largest
/// durations, as many as the root of the number of all (A Simple General Approach to Inference
/// About the Tail of a Distribution, Annals of Statistics 1975). Below 2 the variance is infinite,
/// below 1 the mean is. A lognormal distribution has no index; its estimate says how heavy it looks
/// from where the samples end.
///
/// @param index the estimate; NaN below [#FEWEST] answered requests. Infinite where the largest
///     are all the same
/// @param largest how many it rests on
public record Tail(double index, int largest) {

    /// Fewer than 40 of the largest say next to nothing.
    public static final int FEWEST = 1_600;

    private static final double FINITE_VARIANCE = 2;

    /// @param sorted of what was answered
    static Tail of(double[] sorted) {
        int n = sorted.length;
        if (n < FEWEST || !(sorted[0] > 0)) {
            return new Tail(Double.NaN, 0);
        }
        int largest = (int) Math.sqrt(n);
        double threshold = sorted[n - largest - 1];
        double logs = 0;
        for (int i = n - largest; i < n; i++) {
            logs += Math.log(sorted[i] / threshold);
        }
        return new Tail(largest / logs, largest);
    }

    /// Whether the variance may be infinite: then no interval of a mean holds, those of percentiles
    /// do.
    public boolean shows() {
        return index < FINITE_VARIANCE;
    }
}
