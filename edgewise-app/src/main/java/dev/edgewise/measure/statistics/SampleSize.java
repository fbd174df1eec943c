package dev.edgewise.measure.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How many requests it takes to find a difference, from a first measurement of it.
///
/// The standard error shrinks with the root of the number of requests, and must fit into the
/// difference often enough for the interval to lie beyond zero in 95 of 100 measurements: as often
/// as the interval reaches, and 1.645 times for the luck of the measurement. The first
/// measurement's standard error is a matter of luck itself, the more so the fewer blocks it rests
/// on, and adds to that luck: its spread is `1 / (2 * (blocks - 1))` as of a normal
/// distribution's, and about as much again because the blocks' correlation is estimated as well
/// (its own spread is `1 / blocks`, of which the half below zero counts as none).
final class SampleSize {

    private static final double POWER = 0.95;
    private static final double LUCK =
            NormalDistribution.of(0, 1).inverseCumulativeProbability(POWER);

    /// With fewer, luck may be all there is: the equation has no solution then.
    private static final int FEWEST_BLOCKS = 5;

    /// More than anyone will ask for.
    private static final double MOST = 1e12;

    private SampleSize() {}

    /// How many requests a place, in blocks as large as those measured, would find the gap;
    /// nothing if no number would or nothing is known of the spread.
    ///
    /// @param measured the difference as it was measured
    /// @param requests that were made for it at each place
    /// @param gap to be found, in the difference's unit
    static OptionalLong finding(Estimate measured, long requests, double gap) {
        if (!measured.interval().isKnown() || measured.blocks() < FEWEST_BLOCKS) {
            return OptionalLong.empty();
        }
        double factor = errorsInGap(measured) * measured.standardError() / gap;
        double needed = Math.ceil(requests * factor * factor);
        return needed <= MOST ? OptionalLong.of((long) needed) : OptionalLong.empty();
    }

    /// The `k` that solves `k = reach + luck * sqrt(1 + k^2 * spread)`.
    private static double errorsInGap(Estimate measured) {
        double error = measured.standardError();
        double reach = error == 0 ? 0 : measured.interval().width() / 2 / error;
        double spread = LUCK * LUCK / (measured.blocks() - 1);
        double a = 1 - spread;
        double rest = reach * reach - LUCK * LUCK;
        return (reach + Math.sqrt(reach * reach - a * rest)) / a;
    }
}
