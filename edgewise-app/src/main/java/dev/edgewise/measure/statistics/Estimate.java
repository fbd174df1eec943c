package dev.edgewise.measure.statistics;

/// A figure and how sure it is.
///
/// @param value the figure, in milliseconds
/// @param standardError of it, over blocks and widened where neighbours are alike; NaN if there
///     are fewer than two blocks
/// @param interval where the truth lies with 95 % confidence
/// @param blocks that it rests on
public record Estimate(double value, double standardError, Interval interval, int blocks) {

    /// This less `other`, where the two were measured apart: nothing that happened to one happened
    /// to the other. The interval is recovered from the two (Zou and Donner, Construction of
    /// confidence limits about effect measures, Statistics in Medicine 2008).
    Estimate lessIndependent(Estimate other) {
        double difference = value - other.value;
        boolean known = interval.isKnown() && other.interval.isKnown();
        return new Estimate(
                difference,
                Math.hypot(standardError, other.standardError),
                known
                        ? new Interval(
                                difference
                                        - Math.hypot(
                                                value - interval.low(),
                                                other.interval.high() - other.value),
                                difference
                                        + Math.hypot(
                                                interval.high() - value,
                                                other.value - other.interval.low()))
                        : Interval.UNKNOWN,
                Math.min(blocks, other.blocks));
    }
}
