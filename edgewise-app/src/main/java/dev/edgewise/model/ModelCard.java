package dev.edgewise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model says of itself: what it takes, what it gives, and where it comes from. It lies in
/// the ONNX file, in `metadata_props`, an entry a component, so that any language can read it.
///
/// @param name what the model is called, `tutorial-cnn`
/// @param version counts up with each training that is published, from "1"
/// @param labels what the outputs stand for, in their order; without commas
/// @param sampleRate of the waveform it takes, in Hz, from 4,000 to 384,000
/// @param samples how many samples of it it takes
/// @param data what it was trained on, with licence and attribution
/// @param recipe how it was trained, in words
/// @param seed what its weights and the order of its clips were drawn from
/// @param scores how good it is, and on what
/// @param selfTest what it made of a demo clip, if it was asked
public record ModelCard(
        String name,
        String version,
        List<String> labels,
        int sampleRate,
        int samples,
        String data,
        String recipe,
        String seed,
        String scores,
        Optional<SelfTest> selfTest) {

    /// The entry that marks a part of a model that was cut.
    static final String PART = "part";

    private static final String SEPARATOR = ",";

    /// Clips can be brought to these rates.
    private static final int LOWEST_RATE = 4_000;

    private static final int HIGHEST_RATE = 384_000;

    public ModelCard {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels: at least one is needed, got none");
        }
        for (String label : labels) {
            if (label.isBlank() || label.contains(SEPARATOR)) {
                throw new IllegalArgumentException(
                        "labels: each needs a name without a comma, got '" + label + "'");
            }
        }
        if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
            throw new IllegalArgumentException(
                    "sample_rate: must be from %d to %d Hz, got %d"
                            .formatted(LOWEST_RATE, HIGHEST_RATE, sampleRate));
        }
        if (samples <= 0) {
            throw new IllegalArgumentException("samples: must be above 0, got " + samples);
        }
        int expected = labels.size();
        selfTest.ifPresent(
                test -> {
                    if (test.probabilities().size() != expected) {
                        throw new IllegalArgumentException(
                                "self_test_probabilities: one a label is needed, got %d for %d"
                                        .formatted(test.probabilities().size(), expected));
                    }
                });
    }

    /// A card without a self-test.
    public ModelCard(
            String name,
            String version,
            List<String> labels,
            int sampleRate,
            int samples,
            String data,
            String recipe,
            String seed,
            String scores) {
        this(
                name,
                version,
                labels,
                sampleRate,
                samples,
                data,
                recipe,
                seed,
                scores,
                Optional.empty());
    }

    /// This card with a self-test, in place of the one it may have. Whoever changes a model's
    /// probabilities makes its self-test anew, with [SelfTest#of].
    public ModelCard with(SelfTest test) {
        return new ModelCard(
                name,
                version,
                labels,
                sampleRate,
                samples,
                data,
                recipe,
                seed,
                scores,
                Optional.of(test));
    }

    /// This card with other scores.
    public ModelCard withScores(String found) {
        return new ModelCard(
                name, version, labels, sampleRate, samples, data, recipe, seed, found, selfTest);
    }

    /// Reads a card from a file's `metadata_props`. The labels and the two numbers must be there, a
    /// text that is missing is empty.
    ///
    /// @throws IllegalArgumentException naming the entry that is missing or wrong, or if the file
    /// is only a part of a model
    public static ModelCard of(Map<String, String> metadata) {
        String part = metadata.get(PART);
        if (part != null) {
            throw new IllegalArgumentException("it is only the " + part + " of one that was cut");
        }
        return new ModelCard(
                metadata.getOrDefault("name", ""),
                metadata.getOrDefault("version", ""),
                List.of(required(metadata, "labels").split(SEPARATOR, -1)),
                number(metadata, "sample_rate"),
                number(metadata, "samples"),
                metadata.getOrDefault("data", ""),
                metadata.getOrDefault("recipe", ""),
                metadata.getOrDefault("seed", ""),
                metadata.getOrDefault("scores", ""),
                SelfTest.of(metadata));
    }

    /// The entries for a file's `metadata_props`, in the order of the components.
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("version", version);
        metadata.put("labels", String.join(SEPARATOR, labels));
        metadata.put("sample_rate", Integer.toString(sampleRate));
        metadata.put("samples", Integer.toString(samples));
        metadata.put("data", data);
        metadata.put("recipe", recipe);
        metadata.put("seed", seed);
        metadata.put("scores", scores);
        selfTest.ifPresent(test -> metadata.putAll(test.metadata()));
        return metadata;
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in metadata_props");
        }
        return value;
    }

    private static int number(Map<String, String> metadata, String key) {
        String value = required(metadata, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    key + ": a whole number is needed, got '" + value + "'", e);
        }
    }
}
