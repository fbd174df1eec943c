package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Margin;
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
    private final Map<Place, Map<Quantity, Summary>> summaries = new EnumMap<>(Place.class);

    /// @param samples of all places and stages
    Figures(List<Sample> samples, long seed) {
        this.times = new Times(samples);
        this.seed = seed;
        for (Place place : Place.values()) {
            Map<Quantity, Summary> summarised = new EnumMap<>(Quantity.class);
            for (Quantity quantity : Quantity.values()) {
                Series series = times.series(place, quantity);
                if (!series.isEmpty()) {
                    summarised.put(quantity, Summary.of(series, random(place, quantity)));
                }
            }
            summaries.put(place, summarised);
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

    /// The first requests of blocks, which met an idle connection.
    Optional<Summary> cold(Place place) {
        Series cold = Series.of(of(place.id(), Stage.COLD));
        return cold.isEmpty()
                ? Optional.empty()
                : Optional.of(Summary.of(cold, random(place, Quantity.REQUEST)));
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
                                Comparison.of(
                                        pair.first(),
                                        pair.second(),
                                        margin,
                                        random(second, quantity)));
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

    private SplittableRandom random(Place place, Quantity quantity) {
        return new SplittableRandom(seed * 31 + (place.id() + quantity.id()).hashCode());
    }
}
