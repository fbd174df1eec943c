package dev.edgewise.measure.statistics;

/// Durations beyond Tukey's outer [Fences]. They are counted and kept: a slow request is a
/// request.
///
/// @param count beyond the fences
/// @param of so many
/// @param shareOfSum what part of all the time they took, failures at their rank
public record Outliers(int count, int of, double shareOfSum) {

    static Outliers of(double[] sorted) {
        Fences fences = Fences.of(sorted);
        int count = 0;
        double beyond = 0;
        double sum = 0;
        for (double value : sorted) {
            sum += value;
            if (fences.beyond(value)) {
                count++;
                beyond += value;
            }
        }
        return new Outliers(count, sorted.length, count == 0 ? 0 : beyond / sum);
    }
}
