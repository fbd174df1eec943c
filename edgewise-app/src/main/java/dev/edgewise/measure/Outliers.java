package dev.edgewise.measure;

/// Durations beyond Tukey's outer fences, three times the box's height from the box (Exploratory
/// Data Analysis, 1977). They are counted and kept: a slow request is a request.
///
/// @param count beyond the fences
/// @param of so many
/// @param shareOfSum what part of all the time they took, failures at their rank
public record Outliers(int count, int of, double shareOfSum) {

    private static final double REACH = 3;

    static Outliers of(double[] sorted) {
        double[] quartiles = Summary.QUANTILE.evaluate(sorted, 0.25, 0.75);
        double reach = REACH * (quartiles[1] - quartiles[0]);
        int count = 0;
        double beyond = 0;
        double sum = 0;
        for (double value : sorted) {
            sum += value;
            if (value < quartiles[0] - reach || value > quartiles[1] + reach) {
                count++;
                beyond += value;
            }
        }
        return new Outliers(count, sorted.length, count == 0 ? 0 : beyond / sum);
    }
}
