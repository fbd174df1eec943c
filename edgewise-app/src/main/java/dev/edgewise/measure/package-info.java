/// Measuring: how requests are sent, what is written down of each, and what may be said of
/// many. Knows no speech: whatever answers requests, this server or another, can be measured.
///
/// ## The way of a number
/// Begin with [Target][dev.edgewise.measure.Target]: an item and a deadline go in, an
/// [Outcome][dev.edgewise.measure.Outcome] comes out.
///
///     BlockOrder    which place handles which items when
///     SingleStream  sends them, one at a time            -> Sample
///     SampleWriter  keeps each sample, a JSON line       -> samples.jsonl -> SampleReader
///     WarmUp        where the steady state begins
///     Series        one kind of duration of many samples
///     Summary       mean, percentiles, shape, box plot of a series
///     Checks        outliers, memory, drift, a heavy tail
///     Comparison    the difference of two series, and the Verdict
///     Sequential    whether to go on measuring            -> Stop
///     RunContext    the machine it all happened on
///
/// Every figure comes from raw samples, so each can be recomputed from `samples.jsonl`.
/// Durations are whole nanoseconds in samples and milliseconds in figures. Randomness and
/// clocks are handed in: the same seed gives the same plan and the same intervals.
///
/// ## Single stream, and what it can't see
/// [SingleStream][dev.edgewise.measure.SingleStream] is a closed loop: the next request is sent
/// when the last one has ended. That is how one user with one device behaves, and what a
/// comparison of two places for that user asks for. Its figures are labelled *single stream*,
/// and they are service times.
///
/// They say nothing about a server that many users load. When a server freezes for a second, a
/// closed loop waits with it: one slow request is recorded where a steady stream of 100
/// requests a second would have met the freeze a hundred times. The load generator and the
/// server have agreed, unasked, not to look at the bad moment. Gil Tene named this *coordinated
/// omission*; no statistics repair it afterwards.
///
/// ## Load
/// Under load, requests are sent by a schedule that doesn't wait
/// ([OpenLoop][dev.edgewise.measure.OpenLoop], [Arrivals][dev.edgewise.measure.Arrivals]), and
/// each latency runs from the moment the request was *meant* to be sent. What the generator
/// itself could not send in time, or at all, is part of its result
/// ([LoadResult][dev.edgewise.measure.LoadResult]). How much there is to be had at most is found
/// out by a [ClosedLoop][dev.edgewise.measure.ClosedLoop] of several connections.
///
/// A [LoadWatch][dev.edgewise.measure.LoadWatch] is told of each request as it ends:
/// [Slices][dev.edgewise.measure.Slices] makes of them a load over time, and a
/// [HistogramLog][dev.edgewise.measure.HistogramLog]. A
/// [CapacitySearch][dev.edgewise.measure.CapacitySearch] finds the highest rate that keeps to an
/// [Objective][dev.edgewise.measure.Objective].
///
/// ## Failures
/// A request that was refused, failed or timed out stays in the distribution and ranks as its
/// timeout; else the worst server would have the best figures. `Series.answered()` leaves such
/// requests out; both figures are shown beside each other, with the counts.
///
/// ## How sure
/// Requests that follow each other share their moment, so 700 of them are not 700 independent
/// looks. [BlockBootstrap][dev.edgewise.measure.BlockBootstrap] draws whole blocks, and a
/// comparison is paired: in each block, all places handle the same items. A percentile needs
/// enough requests beyond it, else it is left out with a reason
/// ([Percentile][dev.edgewise.measure.Percentile]). A margin is stated before measuring, so
/// that a difference can be real and still not matter ([Margin][dev.edgewise.measure.Margin],
/// [Verdict][dev.edgewise.measure.Verdict]). How much to measure is a number of requests or a
/// width ([Until][dev.edgewise.measure.Until]), never "until it shows". What may spoil all that
/// is looked for ([Checks][dev.edgewise.measure.Checks],
/// [SelfComparison][dev.edgewise.measure.SelfComparison]).
@NullMarked
package dev.edgewise.measure;

import org.jspecify.annotations.NullMarked;
