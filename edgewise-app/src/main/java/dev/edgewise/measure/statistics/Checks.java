package dev.edgewise.measure.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What to know of a series before its figures are believed.
public record Checks(Outliers outliers, Memory memory, Drift drift, Tail tail) {

    /// Looks at the durations in the order in which they were taken.
    ///
    /// @throws IllegalArgumentException if the series is empty
    public static Checks of(Series series) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("nothing to check: the series is empty");
        }
        return new Checks(
                Outliers.of(sorted(series)),
                Memory.of(series),
                Drift.of(series),
                Tail.of(sorted(series.answered())));
    }

    private static double[] sorted(Series series) {
        double[] sorted = series.toMillis();
        Arrays.sort(sorted);
        return sorted;
    }

    /// What was found, a sentence each; none if all is well. Outliers are none: they
    /// belong to the figures ([Outliers#words]).
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (memory.shows()) {
            warnings.add(
                    say(
                            "Requests in a row are alike (correlation %.2f): the %,d are worth"
                                    + " %,.0f independent ones.",
                            memory.correlation(), memory.requests(), memory.worth()));
        }
        if (drift.shows()) {
            warnings.add(
                    say(
                            "The times drifted: the last block was %.1f %% %s than the first"
                                    + " (Mann-Kendall, p = %.2g).",
                            100 * Math.abs(drift.share()),
                            drift.share() < 0 ? "faster" : "slower",
                            drift.chance()));
        }
        if (tail.shows()) {
            warnings.add(
                    say(
                            "The tail is so heavy (index %.1f by Hill, from the largest %,d) that"
                                    + " the variance may be infinite: trust the percentiles, not"
                                    + " the mean and its interval.",
                            tail.index(), tail.largest()));
        }
        return warnings;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The guards' annotations are no part of the program.
    private static String say(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
