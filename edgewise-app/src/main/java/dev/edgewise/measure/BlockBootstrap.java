package dev.edgewise.measure;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.TDistribution;

/// Intervals for means over blocks. Requests of a block share its moment, so they are not
/// independent;
/// blocks are what is drawn again, whole.
///
/// The interval is the studentised bootstrap (bootstrap-t; Efron and Tibshirani, An Introduction to
/// the Bootstrap, 1993, chapter 12): each draw's distance from the figure is divided by the draw's
/// own standard error, which keeps the interval honest for skewed times. A mean is the ratio of two
/// sums over blocks, and its standard error the linearised one of that ratio, so that blocks may
/// differ in size. Below ten blocks a draw's own error is too often next to nothing; Student's t
/// over
/// blocks takes its place. Below two blocks nothing is known.
public final class BlockBootstrap {

    static final int FEWEST_TO_DRAW_FROM = 10;
    private static final int DRAWS = 2_000;
    private static final double TAIL = 0.025;

    private final RandomGenerator random;

    /// A bootstrap with its randomness.
    ///
    /// @param random hands out the blocks; the same seed gives the same interval
    public BlockBootstrap(RandomGenerator random) {
        this.random = random;
    }

    /// The mean of a series.
    ///
    /// @throws IllegalArgumentException if the series is empty
    public Estimate mean(Series series) {
        return estimate(BlockSums.of(series));
    }

    /// The mean of `second` less the mean of `first`, paired: over the blocks that both have. Below
    /// zero where the second is faster.
    ///
    /// @throws IllegalArgumentException if they have no block in common
    public Estimate difference(Series first, Series second) {
        return estimate(BlockSums.of(first, second));
    }

    private Estimate estimate(BlockSums sums) {
        int blocks = sums.blocks();
        int[] all = new int[blocks];
        Arrays.setAll(all, i -> i);
        double value = sums.value(all);
        double error = sums.standardError(all);
        if (blocks < 2) {
            return new Estimate(value, Double.NaN, Interval.UNKNOWN, blocks);
        }
        if (error == 0) {
            return new Estimate(value, 0, new Interval(value, value), blocks);
        }
        Interval interval =
                blocks < FEWEST_TO_DRAW_FROM
                        ? student(value, error, blocks)
                        : studentised(sums, value, error);
        return new Estimate(value, error, interval, blocks);
    }

    private static Interval student(double value, double error, int blocks) {
        double reach = TDistribution.of(blocks - 1).inverseSurvivalProbability(TAIL) * error;
        return new Interval(value - reach, value + reach);
    }

    private Interval studentised(BlockSums sums, double value, double error) {
        double[] distances = new double[DRAWS];
        int[] draw = new int[sums.blocks()];
        for (int i = 0; i < DRAWS; i++) {
            double drawnError;
            do {
                for (int j = 0; j < draw.length; j++) {
                    draw[j] = random.nextInt(draw.length);
                }
                drawnError = sums.standardError(draw);
            } while (!(drawnError > 0));
            distances[i] = (sums.value(draw) - value) / drawnError;
        }
        double[] tails = Summary.QUANTILE.evaluate(distances, TAIL, 1 - TAIL);
        return new Interval(value - tails[1] * error, value - tails[0] * error);
    }
}
