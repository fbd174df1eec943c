package dev.edgewise.measure;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.TDistribution;

/// Intervals for means over blocks. Requests of a block share its moment, so they are not
/// independent; blocks are what is drawn again, whole.
///
/// The interval is the symmetric studentised bootstrap (Hall, The Bootstrap and Edgeworth
/// Expansion, 1992, section 3.6): each draw's distance from the figure is divided by the draw's
/// own standard error, and the distance that 95 % of the draws stay within, times the figure's
/// standard error, is what the interval reaches to either side. That keeps it honest for skewed
/// times. A mean is the ratio of two sums over blocks, and its standard error the linearised
/// one of that ratio, so that blocks may differ in size.
///
/// Neighbouring blocks may be alike, where the machine drifts. If their correlation (lag 1) is
/// more than chance easily makes it, the standard error is widened as for an AR(1) process;
/// that repairs most of the damage, not all of it: 95 % become some 90 % for blocks that
/// correlate by 0.5.
///
/// Below ten blocks a draw's own error is too often next to nothing; Student's t over blocks
/// takes its place. Below two blocks nothing is known.
public final class BlockBootstrap {

    static final int FEWEST_TO_DRAW_FROM = 10;
    private static final int DRAWS = 2_000;
    private static final double CONFIDENCE = 0.95;
    private static final double MOST_CORRELATION = 0.8;

    /// Errors below this share of what they belong to are rounding.
    private static final double ROUNDING = 1e-9;

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

    /// The mean of `second` less the mean of `first`, paired: over the blocks that both have.
    /// Below zero where the second is faster.
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
        if (blocks < 2) {
            return new Estimate(value, Double.NaN, Interval.UNKNOWN, blocks);
        }
        double[] influences = sums.influences(all);
        double plain = standardError(influences);
        if (plain <= ROUNDING * Math.abs(value)) {
            return new Estimate(value, 0, new Interval(value, value), blocks);
        }
        boolean draw = blocks >= FEWEST_TO_DRAW_FROM;
        double error = draw ? plain * widening(influences) : plain;
        double reach = error * (draw ? drawnReach(sums, value, plain) : studentReach(blocks));
        return new Estimate(value, error, new Interval(value - reach, value + reach), blocks);
    }

    private static double studentReach(int blocks) {
        return TDistribution.of(blocks - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    }

    /// How many standard errors 95 % of the draws stay within.
    private double drawnReach(BlockSums sums, double value, double error) {
        double[] distances = new double[DRAWS];
        int[] draw = new int[sums.blocks()];
        for (int i = 0; i < DRAWS; i++) {
            double drawnError;
            do {
                for (int j = 0; j < draw.length; j++) {
                    draw[j] = random.nextInt(draw.length);
                }
                drawnError = standardError(sums.influences(draw));
            } while (drawnError <= ROUNDING * error);
            distances[i] = Math.abs(sums.value(draw) - value) / drawnError;
        }
        return Summary.QUANTILE.evaluate(distances, CONFIDENCE);
    }

    /// Of a mean of independent terms.
    private static double standardError(double[] terms) {
        double squares = 0;
        for (double term : terms) {
            squares += term * term;
        }
        return Math.sqrt(squares / (terms.length * (terms.length - 1.0)));
    }

    /// What correlation of neighbours does to a standard error; 1 if there is none to speak of.
    /// The estimate is corrected for its bias in short series (Kendall 1954).
    private static double widening(double[] terms) {
        double products = 0;
        double squares = terms[0] * terms[0];
        for (int i = 1; i < terms.length; i++) {
            products += terms[i] * terms[i - 1];
            squares += terms[i] * terms[i];
        }
        double correlation = products / squares;
        if (correlation <= 1 / Math.sqrt(terms.length)) {
            return 1;
        }
        double corrected =
                Math.min(MOST_CORRELATION, correlation + (1 + 3 * correlation) / terms.length);
        return Math.sqrt((1 + corrected) / (1 - corrected));
    }
}
