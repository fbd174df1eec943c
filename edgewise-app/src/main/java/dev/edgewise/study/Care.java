package dev.edgewise.study;

import dev.edgewise.measure.statistics.Checks;
import dev.edgewise.measure.statistics.SelfComparison;
import dev.edgewise.measure.statistics.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// What to know of a cell's times before its figures are believed: of each place's requests, since
/// a
/// block's totals share an upload and are alike for that, and of the uploads.
final class Care {

    private final Map<String, Checks> checks = new LinkedHashMap<>();
    private final Map<String, SelfComparison> selves = new LinkedHashMap<>();

    Care(Times times, long seed) {
        for (Place place : Place.values()) {
            check(Rounds.UPLOAD, times.series(place, Quantity.UPLOAD));
            check(place.id(), times.series(place, Quantity.REQUEST));
            if (times.blocks(place) >= SelfComparison.FEWEST_BLOCKS) {
                Series total = times.series(place, Quantity.TOTAL);
                selves.put(place.id(), SelfComparison.of(total, new SplittableRandom(seed)));
            }
        }
    }

    private void check(String name, Series times) {
        if (!times.isEmpty()) {
            checks.put(name, Checks.of(times));
        }
    }

    /// What was looked for at each place, and in `upload`.
    Map<String, Checks> checks() {
        return Collections.unmodifiableMap(checks);
    }

    /// A place's totals compared with themselves; nothing where there are too few blocks.
    Optional<SelfComparison> self(String place) {
        return Optional.ofNullable(selves.get(place));
    }

    /// What should be read with care, a sentence each; none if all is well.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String place : checks.keySet()) {
            warnings(place).forEach(warning -> warnings.add(place + ": " + warning));
        }
        return warnings;
    }

    /// The same of one place.
    List<String> warnings(String place) {
        List<String> warnings = new ArrayList<>();
        Checks found = checks.get(place);
        if (found != null) {
            warnings.addAll(found.warnings());
        }
        self(place)
                .filter(SelfComparison::shows)
                .ifPresent(
                        self ->
                                warnings.add(
                                        String.format(
                                                Locale.ROOT,
                                                "Compared with itself it came out different in %.0f"
                                                        + " of 100, where 5 are to be expected:"
                                                        + " small differences are not to be"
                                                        + " believed.",
                                                rate(self))));
        return warnings;
    }

    /// How many of the times are outliers, in a sentence; nothing where nothing was measured.
    Optional<String> outliers() {
        List<String> each = new ArrayList<>();
        checks.forEach((name, found) -> each.add(name + " " + found.outliers().words()));
        return each.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Outliers, beyond Tukey's outer fences, stay in all figures: "
                                + String.join(", ", each)
                                + ".");
    }

    /// How often places came out different from themselves, in a sentence; nothing where none was
    /// compared.
    Optional<String> sentence() {
        if (selves.isEmpty()) {
            return Optional.empty();
        }
        List<String> rates = new ArrayList<>();
        selves.forEach(
                (place, self) ->
                        rates.add(String.format(Locale.ROOT, "%s %.0f", place, rate(self))));
        return Optional.of(
                "Each place was compared with itself, its blocks split by chance (A/A). Of 100"
                        + " splits, so many showed a difference, where 5 are to be expected: "
                        + String.join(", ", rates)
                        + ".");
    }

    private static double rate(SelfComparison self) {
        return 100.0 * self.called() / self.splits();
    }
}
