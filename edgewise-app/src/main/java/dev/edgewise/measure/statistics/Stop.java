package dev.edgewise.measure.statistics;

import java.time.Duration;

/// Why a measurement ended.
public sealed interface Stop {

    /// What was known of the difference then.
    Estimate difference();

    /// The interval became as narrow as was asked for.
    ///
    /// @param blocks it took
    record Narrow(Estimate difference, int blocks) implements Stop {}

    /// The time was over first.
    ///
    /// @param blocks there had been
    /// @param after so long
    record TimeUp(Estimate difference, int blocks, Duration after) implements Stop {}
}
