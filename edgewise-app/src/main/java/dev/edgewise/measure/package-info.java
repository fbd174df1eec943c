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
///     RunContext    the machine it all happened on
///
/// Many requests at once, by a schedule, are sent by `measure.load`; what samples say is
/// computed by `measure.statistics`.
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
@NullMarked
package dev.edgewise.measure;

import org.jspecify.annotations.NullMarked;
