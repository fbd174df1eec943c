package dev.edgewise.model;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A demo clip and what a model made of it when it was published: whoever has the file can see
/// whether it still does.
///
/// @param clip one of [DemoClips#paths()]
/// @param probabilities of the model's labels, in their order
public record SelfTest(String clip, List<Float> probabilities) {

    private static final String CLIP = "self_test_clip";
    private static final String PROBABILITIES = "self_test_probabilities";

    public SelfTest {
        probabilities = List.copyOf(probabilities);
        if (!DemoClips.paths().contains(clip)) {
            throw new IllegalArgumentException(CLIP + ": no such demo clip: '" + clip + "'");
        }
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                throw new IllegalArgumentException(
                        PROBABILITIES + ": must be numbers, got " + probability);
            }
        }
    }

    /// Runs the model in `bytes`, an ONNX file with a card, on a demo clip.
    ///
    /// @param source the file or the model's name, for messages
    /// @throws IOException if it can't be run, or there is no such clip
    public static SelfTest of(String source, byte[] bytes, String clip) throws IOException {
        try (OnnxModel model = OnnxModel.load(source, bytes, 1)) {
            return new SelfTest(clip, run(model, clip));
        }
    }

    private static List<Float> run(OnnxModel model, String path) throws IOException {
        Clip clip =
                WavFile.read(path, new ByteArrayInputStream(DemoClips.bytes(path)))
                        .fitTo(model.card().samples(), model.card().sampleRate());
        List<Float> probabilities = new ArrayList<>();
        for (float probability : model.probabilities(clip.samples())) {
            probabilities.add(probability);
        }
        return probabilities;
    }

    /// How far the farthest of the probabilities that `model` gives today is from the stored one.
    ///
    /// @throws IOException if it can't be run
    double difference(OnnxModel model) throws IOException {
        List<Float> today = run(model, clip);
        double farthest = 0;
        for (int i = 0; i < probabilities.size(); i++) {
            double difference = Math.abs((double) today.get(i) - probabilities.get(i));
            // A probability that is no number is as far off as can be.
            farthest = Math.max(farthest, Double.isNaN(difference) ? 1 : difference);
        }
        return farthest;
    }

    /// Reads it from a file's `metadata_props`, if it is there.
    ///
    /// @throws IllegalArgumentException naming the entry that is missing or wrong
    static Optional<SelfTest> of(Map<String, String> metadata) {
        String clip = metadata.get(CLIP);
        String probabilities = metadata.get(PROBABILITIES);
        if (clip == null && probabilities == null) {
            return Optional.empty();
        }
        if (clip == null || probabilities == null) {
            throw new IllegalArgumentException(
                    "no " + (clip == null ? CLIP : PROBABILITIES) + " in metadata_props");
        }
        try {
            return Optional.of(
                    new SelfTest(
                            clip,
                            Arrays.stream(probabilities.split(",", -1))
                                    .map(Float::valueOf)
                                    .toList()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PROBABILITIES + ": numbers are needed, got '" + probabilities + "'", e);
        }
    }

    /// The entries for a file's `metadata_props`, the clip first.
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CLIP, clip);
        metadata.put(
                PROBABILITIES,
                probabilities.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return metadata;
    }
}
