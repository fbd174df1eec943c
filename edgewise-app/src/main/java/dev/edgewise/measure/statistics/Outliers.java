package dev.edgewise.measure.statistics;

import java.util.Locale;

/// Durations beyond Tukey's outer [Fences]. They are counted and kept: a slow request is a
/// request.
///
/// @param count beyond the fences
/// @param of so many
/// @param shareOfSum what part of all the time they took, failures at their rank
public record Outliers(int count, int of, double shareOfSum) {

    /// How many there are, and what they took, in a few words.
    public String words() {
        return String.format(
                Locale.ROOT, "%,d of %,d (%.1f %% of the time)", count, of, 100 * shareOfSum);
    }

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
