package dev.edgewise.measure.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Where the steady state begins, from the medians of successive blocks.
///
/// The medians are cut into levels by optimal partitioning (Jackson et al., An Algorithm for
/// Optimal Partitioning of Data on an Interval, 2005), and the levels judged as Barrett et al.
/// do in Virtual Machine Warmup Blows Hot and Cold (OOPSLA 2017): the steady state is the run
/// of last levels that hardly differ from the very last; it must hold for at least half of the
/// blocks.
///
/// @param blocks that come before the steady state
/// @param steady whether there is one
/// @param reason a sentence that says what was found
public record WarmUp(int blocks, boolean steady, String reason) {

    /// Fewer medians say nothing.
    public static final int FEWEST_BLOCKS = 6;

    /// A level costs so many times the logarithm of the number of blocks, in squared standard
    /// deviations; chosen so that noise alone is called unsteady in about one of a hundred
    /// runs.
    private static final double COST_OF_A_LEVEL = 5;

    /// Noise is taken to be at least this share of the median.
    private static final double LEAST_NOISE = 0.005;

    /// Levels that differ by less than this share are the same.
    private static final double SAME = 0.05;

    /// Normal noise: the median of |difference of two| is so many standard deviations.
    private static final double DIFFERENCE_MEDIAN = 0.6745 * Math.sqrt(2);

    /// Looks for the steady state.
    ///
    /// @param medians one a block, in the order they were taken, above zero
    public static WarmUp of(List<Double> medians) {
        int n = medians.size();
        if (n < FEWEST_BLOCKS) {
            return new WarmUp(
                    0,
                    false,
                    "no steady state: %d blocks are too few to tell, %d are needed"
                            .formatted(n, FEWEST_BLOCKS));
        }
        double[] values = medians.stream().mapToDouble(Double::doubleValue).toArray();
        List<Level> levels = levels(values, noise(values));
        int start = steadyStart(levels);
        if (2 * (n - start) < n) {
            return new WarmUp(
                    start,
                    false,
                    "no steady state: the level still changed at block %d of %d"
                            .formatted(start + 1, n));
        }
        return new WarmUp(
                start,
                true,
                start == 0
                        ? "steady from the first block"
                        : "steady after %d of %d blocks".formatted(start, n));
    }

    private record Level(int from, int to, double mean) {

        int length() {
            return to - from;
        }

        boolean sameAs(Level other) {
            return Math.abs(mean - other.mean) <= SAME * Math.max(mean, other.mean);
        }
    }

    /// A lone block between two stretches of the last level is an outlier, and no reason to
    /// throw away what came before it.
    private static int steadyStart(List<Level> levels) {
        Level last = levels.getLast();
        int start = last.from();
        for (int i = levels.size() - 2; i >= 0; i--) {
            Level level = levels.get(i);
            if (level.sameAs(last)) {
                start = level.from();
            } else if (level.length() > 1 || i == 0) {
                break;
            }
        }
        return start;
    }

    /// From the steps between neighbours, which levels hardly touch; more of it where few steps
    /// make the estimate uncertain.
    private static double noise(double[] values) {
        double[] steps = new double[values.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(values[i + 1] - values[i]);
        }
        double spread = Summary.QUANTILE.evaluate(steps, 0.5) / DIFFERENCE_MEDIAN;
        double uncertainty = 1 + 4.0 / values.length;
        double least = LEAST_NOISE * Math.abs(Summary.QUANTILE.evaluate(values, 0.5));
        return Math.max(Math.max(spread * uncertainty, least), Double.MIN_NORMAL);
    }

    /// The cut into levels with the least sum of squares and costs.
    private static List<Level> levels(double[] values, double noise) {
        int n = values.length;
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            double z = values[i] / noise;
            sums[i + 1] = sums[i] + z;
            squares[i + 1] = squares[i] + z * z;
        }
        double cost = COST_OF_A_LEVEL * Math.log(n);
        double[] best = new double[n + 1];
        int[] cut = new int[n + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = 0;
        for (int to = 1; to <= n; to++) {
            for (int from = 0; from < to; from++) {
                double sum = sums[to] - sums[from];
                double fit = squares[to] - squares[from] - sum * sum / (to - from);
                double total = best[from] + fit + cost;
                if (total < best[to]) {
                    best[to] = total;
                    cut[to] = from;
                }
            }
        }
        List<Level> levels = new ArrayList<>();
        for (int to = n; to > 0; to = cut[to]) {
            int from = cut[to];
            levels.add(new Level(from, to, (sums[to] - sums[from]) * noise / (to - from)));
        }
        Collections.reverse(levels);
        return levels;
    }
}
