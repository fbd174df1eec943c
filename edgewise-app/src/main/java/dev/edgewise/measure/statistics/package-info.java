/// What may be said of many samples, and how sure that is.
///
/// ## The way of a number
///
///     WarmUp        where the steady state begins
///     Series        one kind of duration of many samples
///     Summary       mean, percentiles, shape, box plot of a series
///     Checks        outliers, memory, drift, a heavy tail
///     Comparison    the difference of two series, and the Verdict
///     Sequential    whether to go on measuring            -> Stop
///
/// ## Failures
/// A request that was refused, failed or timed out stays in the distribution and ranks as its
/// timeout; else the worst server would have the best figures. `Series.answered()` leaves such
/// requests out; both figures are shown beside each other, with the counts.
///
/// ## How sure
/// Requests that follow each other share their moment, so 700 of them are not 700 independent
/// looks. [BlockBootstrap][dev.edgewise.measure.statistics.BlockBootstrap] draws whole blocks, and
/// a
/// comparison is paired: in each block, all places handle the same items. A percentile needs
/// enough requests beyond it, else it is left out with a reason
/// ([Percentile][dev.edgewise.measure.statistics.Percentile]). A margin is stated before measuring,
/// so
/// that a difference can be real and still not matter
/// ([Margin][dev.edgewise.measure.statistics.Margin],
/// [Verdict][dev.edgewise.measure.statistics.Verdict]). How much to measure is a number of requests
/// or a
/// width ([Until][dev.edgewise.measure.statistics.Until]), never "until it shows". What may spoil
/// all that
/// is looked for ([Checks][dev.edgewise.measure.statistics.Checks],
/// [SelfComparison][dev.edgewise.measure.statistics.SelfComparison]).
@NullMarked
package dev.edgewise.measure.statistics;

import org.jspecify.annotations.NullMarked;
