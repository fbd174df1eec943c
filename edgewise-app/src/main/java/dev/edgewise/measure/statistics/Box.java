package dev.edgewise.measure.statistics;

import java.util.ArrayList;
import java.util.List;

/// A box plot's numbers after Tukey: quartiles, whiskers that end at the last duration within
/// 1.5 times the box's height of it, and every duration beyond, none left out. In milliseconds.
///
/// @param outliers beyond the whiskers, ascending
public record Box(
        double lowerWhisker,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double upperWhisker,
        List<Double> outliers) {

    private static final double REACH = 1.5;

    public Box {
        outliers = List.copyOf(outliers);
    }

    static Box of(double[] sorted) {
        double[] quartiles = Summary.QUANTILE.evaluate(sorted, 0.25, 0.5, 0.75);
        double reach = REACH * (quartiles[2] - quartiles[0]);
        int first = 0;
        while (sorted[first] < quartiles[0] - reach) {
            first++;
        }
        int last = sorted.length - 1;
        while (sorted[last] > quartiles[2] + reach) {
            last--;
        }
        List<Double> outliers = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            if (i < first || i > last) {
                outliers.add(sorted[i]);
            }
        }
        // A quartile between two durations may lie beyond the last one within reach.
        return new Box(
                Math.min(sorted[first], quartiles[0]),
                quartiles[0],
                quartiles[1],
                quartiles[2],
                Math.max(sorted[last], quartiles[2]),
                outliers);
    }
}
