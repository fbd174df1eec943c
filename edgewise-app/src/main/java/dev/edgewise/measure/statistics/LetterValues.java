package dev.edgewise.measure.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Quantiles at a half, a quarter, an eighth and so on from both ends (Tukey's letter values), as
/// far out as the durations can tell: until the 95 % interval of one would reach the next (Hofmann,
/// Wickham and Kafadar, Letter-Value Plots: Boxplots for Large Data, Journal of Computational and
/// Graphical Statistics 26, 2017). In milliseconds.
///
/// @param pairs from the quartiles outwards
/// @param beyond outside the last pair, ascending
public record LetterValues(long n, double median, List<Pair> pairs, List<Double> beyond) {

    /// Twice the square of the normal distribution's 97.5 % quantile.
    private static final double CERTAIN = 7.68;

    /// Two counterparts.
    ///
    /// @param tail what share lies below `low`, and above `high`
    public record Pair(double tail, double low, double high) {}

    public LetterValues {
        pairs = List.copyOf(pairs);
        beyond = List.copyOf(beyond);
    }

    /// The letter values of a series.
    ///
    /// @throws IllegalArgumentException if it is empty
    public static LetterValues of(Series series) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("no letter values: the series is empty");
        }
        double[] sorted = series.toMillis();
        Arrays.sort(sorted);
        List<Pair> pairs = pairs(sorted.length, share -> Summary.QUANTILE.evaluate(sorted, share));
        Pair last = pairs.getLast();
        return new LetterValues(
                sorted.length,
                Summary.QUANTILE.evaluate(sorted, 0.5),
                pairs,
                Arrays.stream(sorted)
                        .filter(value -> value < last.low() || value > last.high())
                        .boxed()
                        .toList());
    }

    /// The boxes of `n` values, from the middle outwards.
    ///
    /// @param quantile of a share
    public static List<Pair> pairs(long n, DoubleUnaryOperator quantile) {
        List<Pair> pairs = new ArrayList<>();
        double tail = 0.25;
        do {
            pairs.add(
                    new Pair(tail, quantile.applyAsDouble(tail), quantile.applyAsDouble(1 - tail)));
            tail /= 2;
        } while (2 * tail * n >= CERTAIN);
        return pairs;
    }
}
