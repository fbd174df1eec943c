package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.measure.statistics.Summary;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The figures of a study, computed from its samples and nothing else: the same samples and seed
/// give the same figures.
final class Figures {

    private final Times times;
    private final long seed;
    private final Extent extent;
    private final Map<Place, Map<Quantity, Summary>> summaries = new EnumMap<>(Place.class);
    private final Map<Place, Map<Quantity, Summary>> answered = new EnumMap<>(Place.class);

    /// @param samples of all places and stages
    /// @param extent how much was to be measured, which says what a difference may claim
    Figures(List<Sample> samples, long seed, Extent extent) {
        this.times = new Times(samples);
        this.seed = seed;
        this.extent = extent;
        for (Place place : Place.values()) {
            Map<Quantity, Summary> all = new EnumMap<>(Quantity.class);
            Map<Quantity, Summary> alone = new EnumMap<>(Quantity.class);
            for (Quantity quantity : Quantity.values()) {
                Series series = times.series(place, quantity);
                if (!series.isEmpty()) {
                    all.put(quantity, Summary.of(series, random(seed, place, quantity)));
                }
                Series some = series.answered();
                if (!some.isEmpty() && some.size() < series.size()) {
                    alone.put(quantity, Summary.of(some, random(seed, place, quantity)));
                }
            }
            summaries.put(place, all);
            answered.put(place, alone);
        }
    }

    /// The times that the figures are of.
    Times times() {
        return times;
    }

    /// The samples of one place (or of uploads) and stage.
    List<Sample> of(String place, Stage stage) {
        return times.of(place, stage);
    }

    /// What is known of a time at a place; nothing where nothing was measured.
    Optional<Summary> summary(Place place, Quantity quantity) {
        return Optional.ofNullable(summaries.getOrDefault(place, Map.of()).get(quantity));
    }

    /// The same of the answered requests alone; nothing where that is no other figure, since none
    /// failed or failures are in neither.
    Optional<Summary> answered(Place place, Quantity quantity) {
        return Optional.ofNullable(answered.getOrDefault(place, Map.of()).get(quantity));
    }

    /// The first requests of blocks, which met an idle connection.
    Optional<Summary> cold(Place place) {
        Series cold = Series.of(of(place.id(), Stage.COLD));
        return cold.isEmpty()
                ? Optional.empty()
                : Optional.of(Summary.of(cold, random(seed, place, Quantity.REQUEST)));
    }

    /// The mean of something in nanoseconds over a place's answered requests, in milliseconds.
    double meanMillis(Place place, ToDoubleFunction<Sample> nanos) {
        return mean(place, nanos) / 1e6;
    }

    /// The mean of something over a place's answered requests, 0 where there are none.
    double mean(Place place, ToDoubleFunction<Sample> value) {
        return of(place.id(), Stage.MEASURED).stream()
                .filter(sample -> sample.outcome().answered())
                .mapToDouble(value)
                .average()
                .orElse(0);
    }

    /// Compares two places on the blocks that both have whole; nothing if there is none.
    Optional<Comparison> compare(Place first, Place second, Quantity quantity, Margin margin) {
        return compare(first, this, second, quantity, margin);
    }

    /// The same with a place of another cell of the run.
    Optional<Comparison> compare(
            Place first, Figures other, Place second, Quantity quantity, Margin margin) {
        return times.paired(first, other.times, second, quantity)
                .map(
                        pair ->
                                compare(
                                        pair.first(),
                                        pair.second(),
                                        margin,
                                        random(seed, second, quantity)));
    }

    private Comparison compare(
            Series first, Series second, Margin margin, SplittableRandom random) {
        return switch (extent) {
            case Extent.Requests _ -> Comparison.of(first, second, margin, random);
            case Extent.Known _ -> Comparison.ofSequential(first, second, margin, random);
        };
    }

    /// Compares a percentile of two places; nothing where they have too few requests for it.
    Optional<Comparison> compare(
            Place first, Place second, Quantity quantity, Percentile percentile, Margin margin) {
        return times.paired(first, second, quantity)
                .filter(
                        pair ->
                                Math.min(pair.first().size(), pair.second().size())
                                        >= percentile.floor())
                .map(
                        pair ->
                                Comparison.of(
                                        pair.first(),
                                        pair.second(),
                                        percentile,
                                        margin,
                                        random(seed, second, quantity)));
    }

    /// How many clips got different answers at different places.
    long disagreements() {
        Map<String, String> words = new HashMap<>();
        return times.samples().stream()
                .filter(s -> s.outcome().answered() && Place.of(s.place()).isPresent())
                .filter(
                        s -> {
                            String word = s.outcome().detail();
                            return !word.equals(words.computeIfAbsent(s.item(), item -> word));
                        })
                .map(Sample::item)
                .distinct()
                .count();
    }

    /// How many requests were measured at a place.
    int measured(Place place) {
        return of(place.id(), Stage.MEASURED).size();
    }

    /// What draws the intervals of a time at a place, and of its differences from others.
    static SplittableRandom random(long seed, Place place, Quantity quantity) {
        return new SplittableRandom(seed * 31 + (place.id() + quantity.id()).hashCode());
    }
}
