package dev.edgewise.measure.statistics;

import java.util.Arrays;

/// Tukey's outer fences: three times the box's height from the box (Exploratory Data Analysis,
/// 1977). In milliseconds.
public record Fences(double low, double high) {

    private static final double REACH = 3;

    /// The fences of a series.
    ///
    /// @throws IllegalArgumentException if it is empty
    public static Fences of(Series series) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("no fences: the series is empty");
        }
        double[] sorted = series.toMillis();
        Arrays.sort(sorted);
        return of(sorted);
    }

    static Fences of(double[] sorted) {
        double[] quartiles = Summary.QUANTILE.evaluate(sorted, 0.25, 0.75);
        double reach = REACH * (quartiles[1] - quartiles[0]);
        return new Fences(quartiles[0] - reach, quartiles[1] + reach);
    }

    /// Whether a duration lies outside.
    public boolean beyond(double millis) {
        return millis < low || millis > high;
    }
}
