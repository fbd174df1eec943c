package dev.edgewise.measure;

/// A figure and how sure it is.
///
/// @param value the figure, in milliseconds
/// @param standardError of it, over blocks and widened where neighbours are alike; NaN if there
///     are fewer than two blocks
/// @param interval where the truth lies with 95 % confidence
/// @param blocks that it rests on
public record Estimate(double value, double standardError, Interval interval, int blocks) {}
