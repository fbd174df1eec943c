package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.TDistribution;

/// Intervals over blocks. Requests of a block share its moment, so they are not independent;
/// blocks are what is drawn again, whole, and neighbouring blocks may still be alike.
///
/// - A mean is the ratio of two sums over blocks. Its interval is the symmetric studentised
///   bootstrap of the blocks' terms in it ([SieveBootstrap]). Below ten blocks a draw's own
///   error is too often next to nothing; Student's t takes its place. Below two blocks nothing
///   is known.
/// - A percentile's interval is read off the sorted durations, as far to either side as its
///   rank may be off (Woodruff, Confidence Intervals for Medians and Other Position Measures,
///   JASA 1952). That is what the percentile bootstrap of blocks comes to, without its draws:
///   a draw's percentile lies below `x` just where its share below `x` is large enough.
/// - The difference of two percentiles may be off as far as both together, less what paired
///   blocks move together.
public final class BlockBootstrap {

    static final int FEWEST_TO_DRAW_FROM = 10;
    private static final double CONFIDENCE = 0.95;

    /// Errors below this share of what they belong to are rounding.
    private static final double ROUNDING = 1e-9;

    private final SieveBootstrap sieve;

    /// A bootstrap with its randomness.
    ///
    /// @param random draws; the same seed gives the same interval
    public BlockBootstrap(RandomGenerator random) {
        this.sieve = new SieveBootstrap(CONFIDENCE, random);
    }

    /// The mean of a series.
    ///
    /// @throws IllegalArgumentException if the series is empty
    public Estimate mean(Series series) {
        return estimate(MeanTerms.of(series));
    }

    /// The mean of `second` less the mean of `first`, paired: over the blocks that both have.
    /// Below zero where the second is faster.
    ///
    /// @throws IllegalArgumentException if they have no block in common
    public Estimate difference(Series first, Series second) {
        return estimate(MeanTerms.of(first, second));
    }

    /// A percentile of a series. One end of its interval is infinite where the tail holds too few
    /// independent moments to tell.
    ///
    /// @throws IllegalArgumentException if the series is empty or below the percentile's floor
    public Estimate percentile(Series series, Percentile percentile) {
        Blocks blocks = Blocks.of(series);
        return QuantileTerms.of(series, blocks, percentile, sieve).estimate();
    }

    /// The percentile of `second` less that of `first`, paired as means are.
    ///
    /// @throws IllegalArgumentException if they have no block in common, or one of them is below
    ///     the percentile's floor in those that they have
    public Estimate difference(Series first, Series second, Percentile percentile) {
        Blocks blocks = Blocks.of(first, second);
        return QuantileTerms.difference(
                QuantileTerms.of(first, blocks, percentile, sieve),
                QuantileTerms.of(second, blocks, percentile, sieve));
    }

    private Estimate estimate(MeanTerms mean) {
        return estimate(mean.value(), mean.terms(), mean.blocks());
    }

    /// A figure that each term moves by its share.
    ///
    /// @param blocks that the terms stand for
    Estimate estimate(double value, double[] terms, int blocks) {
        if (blocks < 2) {
            return new Estimate(value, Double.NaN, Interval.UNKNOWN, blocks);
        }
        Dependence dependence = Dependence.of(terms);
        if (dependence.plain() <= ROUNDING * Math.abs(value)) {
            return new Estimate(value, 0, new Interval(value, value), blocks);
        }
        boolean draw = blocks >= FEWEST_TO_DRAW_FROM;
        double error = draw ? dependence.error() : dependence.plain();
        double reach = error * (draw ? sieve.reach(terms, dependence) : studentReach(blocks));
        return new Estimate(value, error, new Interval(value - reach, value + reach), blocks);
    }

    /// How many standard errors the mean of so many independent terms may be off.
    static double studentReach(int terms) {
        return TDistribution.of(terms - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    }
}
