package dev.edgewise.study;

import dev.edgewise.measure.Comparison;
import dev.edgewise.measure.Margin;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Series;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Summary;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The figures of a study, computed from its samples and nothing else: the same samples and seed
/// give the same figures.
final class Figures {

    private static final List<String> PREDICTION = List.of("decode", "predict");

    private final List<Sample> samples;
    private final long seed;
    private final Map<Integer, Double> uploads = new TreeMap<>();
    private final Map<Place, Map<Quantity, Summary>> summaries = new EnumMap<>(Place.class);

    /// @param samples of all places and stages
    Figures(List<Sample> samples, long seed) {
        this.samples = List.copyOf(samples);
        this.seed = seed;
        for (Sample session : of(Rounds.UPLOAD, Stage.MEASURED)) {
            uploads.put(session.block(), phase(session, "file"));
        }
        for (Place place : Place.values()) {
            summarise(place);
        }
    }

    private void summarise(Place place) {
        List<Sample> own = of(place.id(), Stage.MEASURED);
        Map<Quantity, Summary> summarised = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            List<Sample> rows =
                    quantity == Quantity.UPLOAD ? of(Rounds.UPLOAD, Stage.MEASURED) : own;
            boolean meant = quantity != Quantity.UPLOAD || place == Place.REMOTE_PATH;
            if (meant && !rows.isEmpty()) {
                Series values = Series.of(rows, sample -> nanos(place, quantity, sample));
                summarised.put(quantity, Summary.of(values, random(place, quantity)));
            }
        }
        summaries.put(place, summarised);
    }

    private double nanos(Place place, Quantity quantity, Sample sample) {
        double request = sample.outcome().nanos();
        return switch (quantity) {
            case UPLOAD -> phase(sample, "file");
            case PREDICTION -> prediction(place, sample);
            case REQUEST -> request;
            case TOTAL -> request + upload(place, sample);
            case OVERHEAD -> request - prediction(place, sample);
        };
    }

    /// What a sample's prediction took, in nanoseconds.
    static double prediction(Place place, Sample sample) {
        double nanos = place.byPath() ? phase(sample, "read") : 0;
        for (String phase : PREDICTION) {
            nanos += phase(sample, phase);
        }
        return nanos;
    }

    private double upload(Place place, Sample sample) {
        return place == Place.REMOTE_PATH ? uploads.getOrDefault(sample.block(), 0.0) : 0;
    }

    static double phase(Sample sample, String phase) {
        return sample.outcome().phaseNanos().getOrDefault(phase, 0L);
    }

    /// The samples of one place (or of uploads) and stage.
    List<Sample> of(String place, Stage stage) {
        return samples.stream()
                .filter(sample -> sample.place().equals(place) && sample.stage() == stage)
                .toList();
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
        Map<Integer, Integer> a = sizes(first);
        Map<Integer, Integer> b = sizes(second);
        a.entrySet().removeIf(block -> !block.getValue().equals(b.get(block.getKey())));
        if (a.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Comparison.of(
                        within(first, quantity, a),
                        within(second, quantity, a),
                        margin,
                        random(second, quantity)));
    }

    private Series within(Place place, Quantity quantity, Map<Integer, Integer> blocks) {
        List<Sample> own =
                of(place.id(), Stage.MEASURED).stream()
                        .filter(sample -> blocks.containsKey(sample.block()))
                        .toList();
        return Series.of(own, sample -> nanos(place, quantity, sample));
    }

    private Map<Integer, Integer> sizes(Place place) {
        Map<Integer, Integer> sizes = new HashMap<>();
        of(place.id(), Stage.MEASURED).forEach(s -> sizes.merge(s.block(), 1, Integer::sum));
        return sizes;
    }

    /// How many clips got different answers at different places.
    long disagreements() {
        Map<String, String> words = new HashMap<>();
        return samples.stream()
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
