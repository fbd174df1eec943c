package dev.edgewise.measure.statistics;

import java.util.OptionalLong;

/// Which of two places is better.
public sealed interface Verdict {

    /// The whole interval of the difference lies above the margin: the first is faster.
    record FirstBetter() implements Verdict {}

    /// The whole interval lies below minus the margin: the second is faster.
    record SecondBetter() implements Verdict {}

    /// The whole interval lies within plus or minus the margin: no difference that matters.
    record Equal() implements Verdict {}

    /// Anything else: there is not enough to go by.
    ///
    /// @param requests a place, the ones already made included, that would decide if difference
    ///     and spread stay as they are; empty if no number would (the difference lies on the
    ///     margin) or nothing is known of the spread (fewer than two blocks)
    record Undecided(OptionalLong requests) implements Verdict {}
}
