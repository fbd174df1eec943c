package dev.edgewise.measure.statistics;

import java.util.stream.IntStream;

/// How many durations in a row make a block, where nobody made blocks: as many as it takes for
/// blocks to be next to independent, and no more than leaves [#FEWEST_BLOCKS] of them. The rule is
/// Politis and White's (Automatic Block-Length Selection for the Dependent Bootstrap, Econometric
/// Reviews 2004, corrected 2009), with the constant for blocks that don't overlap.
final class BlockLength {

    /// So many are enough for an interval that holds.
    static final int FEWEST_BLOCKS = 30;

    /// Correlations farther apart are not looked at.
    private static final int FARTHEST = 500;

    /// So many in a row must be next to nothing, for those beyond to count as nothing.
    private static final int IN_A_ROW = 5;

    private BlockLength() {}

    /// @param values in the order in which they were taken
    static int of(double[] values) {
        int n = values.length;
        int most = n / FEWEST_BLOCKS;
        if (most < 2) {
            return 1;
        }
        double mean = IntStream.range(0, n).mapToDouble(i -> values[i]).average().orElse(0);
        int farthest = Math.min(most, FARTHEST);
        double[] covariances = new double[farthest + 1];
        covariances[0] = covariance(values, mean, 0);
        double nothing = 2 * Math.sqrt(Math.log10(n) / n) * covariances[0];
        int memory = 0;
        for (int lag = 1; lag <= farthest && lag <= 2 * memory + IN_A_ROW; lag++) {
            covariances[lag] = covariance(values, mean, lag);
            if (Math.abs(covariances[lag]) > nothing && lag <= memory + IN_A_ROW) {
                memory = lag;
            }
        }
        int reach = Math.min(2 * memory, farthest);
        double spectrum = covariances[0];
        double slope = 0;
        for (int lag = 1; lag <= reach; lag++) {
            double weight = 2 * Math.min(1, 2 * (1 - lag / (2.0 * memory)));
            spectrum += weight * covariances[lag];
            slope += weight * lag * covariances[lag];
        }
        double length = spectrum > 0 ? Math.cbrt(slope * slope / (spectrum * spectrum) * n) : most;
        return Math.clamp((long) Math.ceil(length), 1, most);
    }

    private static double covariance(double[] values, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }
}
