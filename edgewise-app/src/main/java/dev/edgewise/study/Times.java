package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.statistics.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The times of a cell, as they are read off its samples.
final class Times {

    private static final List<String> PREDICTION = List.of("decode", "predict");

    private final List<Sample> samples;
    private final Map<String, Map<Stage, List<Sample>>> parts = new HashMap<>();
    private final Map<Integer, Double> uploads = new HashMap<>();

    /// The same times at two places.
    record Paired(Series first, Series second) {}

    /// @param samples of a cell, under its places' own names
    Times(List<Sample> samples) {
        this.samples = List.copyOf(samples);
        for (Sample sample : samples) {
            parts.computeIfAbsent(sample.place(), place -> new EnumMap<>(Stage.class))
                    .computeIfAbsent(sample.stage(), stage -> new ArrayList<>())
                    .add(sample);
        }
        for (Sample session : of(Rounds.UPLOAD, Stage.MEASURED)) {
            uploads.put(session.block(), phase(session, "file"));
        }
    }

    /// The samples of one place (or of uploads) and stage.
    List<Sample> of(String place, Stage stage) {
        return Collections.unmodifiableList(
                parts.getOrDefault(place, Map.of()).getOrDefault(stage, List.of()));
    }

    List<Sample> samples() {
        return samples;
    }

    /// A time at a place; empty where it has none.
    Series series(Place place, Quantity quantity) {
        return series(place, quantity, sample -> true);
    }

    private Series series(Place place, Quantity quantity, Predicate<Sample> wanted) {
        boolean upload = quantity == Quantity.UPLOAD;
        if (upload && place != Place.REMOTE_PATH) {
            return Series.of(List.of());
        }
        List<Sample> rows = of(upload ? Rounds.UPLOAD : place.id(), Stage.MEASURED);
        return Series.of(
                rows.stream()
                        .filter(wanted)
                        .filter(s -> quantity.ranksFailures() || s.outcome().answered())
                        .toList(),
                sample -> nanos(place, quantity, sample));
    }

    /// A time at two places, in the blocks that both have whole; nothing if there is none.
    Optional<Paired> paired(Place first, Place second, Quantity quantity) {
        return paired(first, this, second, quantity);
    }

    /// The same with a place of another cell of the run.
    Optional<Paired> paired(Place first, Times other, Place second, Quantity quantity) {
        Map<Integer, Integer> blocks = sizes(first);
        Map<Integer, Integer> others = other.sizes(second);
        blocks.entrySet().removeIf(block -> !block.getValue().equals(others.get(block.getKey())));
        Predicate<Sample> whole = sample -> blocks.containsKey(sample.block());
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Paired(
                                series(first, quantity, whole),
                                other.series(second, quantity, whole)));
    }

    /// How many blocks of a place there are, whole or not.
    int blocks(Place place) {
        return sizes(place).size();
    }

    private Map<Integer, Integer> sizes(Place place) {
        Map<Integer, Integer> sizes = new HashMap<>();
        of(place.id(), Stage.MEASURED).forEach(s -> sizes.merge(s.block(), 1, Integer::sum));
        return sizes;
    }

    /// A time of one sample, in nanoseconds, whether it was answered or not.
    double nanos(Place place, Quantity quantity, Sample sample) {
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
    private static double prediction(Place place, Sample sample) {
        double nanos = place.byPath() ? phase(sample, "read") : 0;
        for (String phase : PREDICTION) {
            nanos += phase(sample, phase);
        }
        return nanos;
    }

    private double upload(Place place, Sample sample) {
        return place == Place.REMOTE_PATH ? uploads.getOrDefault(sample.block(), 0.0) : 0;
    }

    /// A phase in nanoseconds, 0 where the sample hasn't got it.
    static double phase(Sample sample, String phase) {
        return sample.outcome().phaseNanos().getOrDefault(phase, 0L);
    }
}
