package dev.edgewise.measure.statistics;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Two places on the same blocks: how far apart their means, or percentiles, lie, and what to
/// conclude.
///
/// @param difference the second's figure less the first's; above zero where the first is faster
/// @param marginMillis how large a difference must be to matter
/// @param verdict what follows from both
public record Comparison(Estimate difference, double marginMillis, Verdict verdict) {

    /// Compares two series that were taken in the same blocks.
    ///
    /// @param first the reference: a relative margin is a share of its mean
    /// @param random for the bootstrap
    /// @throws IllegalArgumentException if they have no block in common
    public static Comparison of(
            Series first, Series second, Margin margin, RandomGenerator random) {
        Estimate difference = new BlockBootstrap(random).difference(first, second);
        return of(difference, margin.millis(first.meanMillis()), first, second);
    }

    /// Compares two series that were taken in the same blocks until an interval was narrow: claims
    /// what [Sequential#difference] allows.
    ///
    /// @param first the reference: a relative margin is a share of its mean
    /// @param random for the bootstrap
    /// @throws IllegalArgumentException if they have no block in common
    public static Comparison ofSequential(
            Series first, Series second, Margin margin, RandomGenerator random) {
        Estimate difference = Sequential.difference(first, second, random);
        return of(difference, margin.millis(first.meanMillis()), first, second);
    }

    /// Compares a percentile of two series that were taken in the same blocks.
    ///
    /// @param first the reference: a relative margin is a share of its percentile
    /// @throws IllegalArgumentException if they have no block in common, or one of them is below
    ///     the percentile's floor in those that they have
    public static Comparison of(
            Series first,
            Series second,
            Percentile percentile,
            Margin margin,
            RandomGenerator random) {
        BlockBootstrap bootstrap = new BlockBootstrap(random);
        Estimate difference = bootstrap.difference(first, second, percentile);
        double reference = bootstrap.percentile(first, percentile).value();
        return of(difference, margin.millis(reference), first, second);
    }

    /// Compares two means that were measured apart, on another machine or another day perhaps. How
    /// many requests would decide can't be told: each of the two has its own share in it.
    ///
    /// @param first the reference: a relative margin is a share of it
    public static Comparison ofIndependent(Estimate first, Estimate second, Margin margin) {
        Estimate difference = second.lessIndependent(first);
        double marginMillis = margin.millis(first.value());
        Verdict verdict = verdict(difference, marginMillis, 0);
        return new Comparison(
                difference,
                marginMillis,
                verdict instanceof Verdict.Undecided
                        ? new Verdict.Undecided(OptionalLong.empty())
                        : verdict);
    }

    private static Comparison of(
            Estimate difference, double marginMillis, Series first, Series second) {
        return new Comparison(
                difference,
                marginMillis,
                verdict(difference, marginMillis, Math.max(first.size(), second.size())));
    }

    static Verdict verdict(Estimate difference, double margin, long requests) {
        Interval interval = difference.interval();
        if (interval.low() > margin) {
            return new Verdict.FirstBetter();
        }
        if (interval.high() < -margin) {
            return new Verdict.SecondBetter();
        }
        if (-margin <= interval.low() && interval.high() <= margin) {
            return new Verdict.Equal();
        }
        return new Verdict.Undecided(deciding(difference, margin, requests));
    }

    /// How many would find the gap between the difference and the nearer margin.
    private static OptionalLong deciding(Estimate difference, double margin, long requests) {
        double gap = Math.abs(Math.abs(difference.value()) - margin);
        OptionalLong needed = SampleSize.finding(difference, requests, gap);
        return needed.isPresent()
                ? OptionalLong.of(Math.max(requests + 1, needed.getAsLong()))
                : needed;
    }
}
