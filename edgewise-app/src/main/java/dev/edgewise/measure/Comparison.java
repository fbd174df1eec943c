package dev.edgewise.measure;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Two places on the same blocks: how far apart their means lie, and what to conclude.
///
/// @param difference the second's mean less the first's; above zero where the first is faster
/// @param marginMillis how large a difference must be to matter
/// @param verdict what follows from both
public record Comparison(Estimate difference, double marginMillis, Verdict verdict) {

    /// Both tails of the interval, and the chance of 95 % that the next measurement decides.
    private static final double Z_INTERVAL = 1.960;

    private static final double Z_POWER = 1.645;

    /// More than anyone will ask for.
    private static final double MOST_REQUESTS = 1e12;

    /// Compares two series that were taken in the same blocks.
    ///
    /// @param first the reference: a relative margin is a share of its mean
    /// @param random for the bootstrap
    /// @throws IllegalArgumentException if they have no block in common
    public static Comparison of(
            Series first, Series second, Margin margin, RandomGenerator random) {
        Estimate difference = new BlockBootstrap(random).difference(first, second);
        double marginMillis = margin.millis(first.meanMillis());
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

    /// The standard error shrinks with the root of the number of requests; it must fit
    /// `Z_INTERVAL + Z_POWER` times between the difference and the nearer margin.
    private static OptionalLong deciding(Estimate difference, double margin, long requests) {
        if (!difference.interval().isKnown()) {
            return OptionalLong.empty();
        }
        double gap = Math.abs(Math.abs(difference.value()) - margin);
        double factor = (Z_INTERVAL + Z_POWER) * difference.standardError() / gap;
        double needed = Math.ceil(requests * factor * factor);
        return needed <= MOST_REQUESTS
                ? OptionalLong.of(Math.max(requests + 1, (long) needed))
                : OptionalLong.empty();
    }
}
