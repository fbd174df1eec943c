package dev.edgewise.model.quantize;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Looks for the 8-bit model that is nearest to the float32 one. Clips of its own decide: on them,
/// the two models' probabilities should diverge least. First one clipping is chosen for all ranges,
/// then each range may have another.
///
/// Only if the model then is worse by more than [#GOAL] on the clips it is judged on, nodes stay
/// float32, one after another, those first that bring the probabilities nearest; at most a third of
/// them.
public final class Search {

    /// By how much, as a share of the clips, accuracy may fall before nodes stay float32.
    public static final double GOAL = 0.005;

    private static final int KEPT_AT_MOST = 3;

    /// A probability of 0 would be infinitely far from any other.
    private static final double TINY = 1e-7;

    /// Says how good a model is.
    @FunctionalInterface
    public interface Judge {

        /// The share of its clips, in [0, 1], that `model`, a file, has right.
        double accuracy(byte[] model) throws IOException;
    }

    private final Quantizer quantizer;
    private final Calibration calibration;
    private final List<float[]> clips;
    private final float[][] expected;
    private final Consumer<String> step;

    private final Map<String, Clipping> clippings = new HashMap<>();
    private double least = Double.POSITIVE_INFINITY;

    private Search(
            Quantizer quantizer,
            Calibration calibration,
            List<float[]> clips,
            float[][] expected,
            Consumer<String> step) {
        this.quantizer = quantizer;
        this.calibration = calibration;
        this.clips = clips;
        this.expected = expected;
        this.step = step;
    }

    /// Searches.
    ///
    /// @param model the float32 model, a file with a card
    /// @param clips waveforms that choices are made on, as long as the model takes
    /// @param before what `judge` says of the float32 model
    /// @param step is told of each model that is tried
    public static Quantized run(
            Quantizer quantizer,
            Calibration calibration,
            byte[] model,
            List<float[]> clips,
            double before,
            Judge judge,
            Consumer<String> step)
            throws IOException {
        Search search =
                new Search(quantizer, calibration, clips, probabilities(model, clips), step);
        search.clipAlike();
        search.clipEach();
        return search.keep(before, judge);
    }

    private void clipAlike() throws ModelException {
        Clipping best = Clipping.ALL;
        for (Clipping clipping : Clipping.values()) {
            double divergence = divergence(quantize(_ -> clipping, Set.of()));
            step.accept("ranges of " + clipping);
            if (divergence < least) {
                least = divergence;
                best = clipping;
            }
        }
        for (String tensor : quantizer.tensors()) {
            clippings.put(tensor, best);
        }
    }

    private void clipEach() throws ModelException {
        for (String tensor : quantizer.tensors()) {
            for (Clipping clipping : clipping(tensor).others()) {
                double divergence =
                        divergence(
                                quantize(
                                        name -> name.equals(tensor) ? clipping : clipping(name),
                                        Set.of()));
                step.accept("range of " + tensor);
                if (divergence < least) {
                    least = divergence;
                    clippings.put(tensor, clipping);
                }
            }
        }
    }

    private Quantized keep(double before, Judge judge) throws IOException {
        Set<String> kept = new LinkedHashSet<>();
        Quantized best = quantized(kept, judge);
        if (before - best.accuracy() <= GOAL) {
            return best;
        }
        List<String> choices = nearestFirst();
        for (String choice : choices.subList(0, choices.size() / KEPT_AT_MOST)) {
            kept.add(choice);
            Quantized next = quantized(kept, judge);
            if (next.accuracy() > best.accuracy()) {
                best = next;
            }
            if (before - best.accuracy() <= GOAL) {
                break;
            }
        }
        return best;
    }

    /// The choices, those first that, kept float32 alone, bring the probabilities nearest.
    private List<String> nearestFirst() throws ModelException {
        Map<String, Double> divergences = new HashMap<>();
        for (String choice : quantizer.choices()) {
            divergences.put(choice, divergence(quantize(this::clipping, Set.of(choice))));
            step.accept(choice + " in float32");
        }
        List<String> choices = new ArrayList<>(quantizer.choices());
        choices.sort(Comparator.comparing(choice -> divergences.getOrDefault(choice, least)));
        return choices;
    }

    private Quantized quantized(Set<String> kept, Judge judge) throws IOException {
        byte[] bytes = quantize(this::clipping, kept);
        double accuracy = judge.accuracy(bytes);
        step.accept("accuracy");
        return new Quantized(bytes, clippings, kept, accuracy, divergence(bytes));
    }

    private byte[] quantize(Function<String, Clipping> clipping, Set<String> kept) {
        return quantizer.quantize(calibration, clipping, kept);
    }

    private Clipping clipping(String tensor) {
        return clippings.getOrDefault(tensor, Clipping.ALL);
    }

    private double divergence(byte[] model) throws ModelException {
        float[][] probabilities = probabilities(model, clips);
        double sum = 0;
        for (int clip = 0; clip < expected.length; clip++) {
            for (int i = 0; i < expected[clip].length; i++) {
                double p = Math.max(expected[clip][i], TINY);
                double q = Math.max(probabilities[clip][i], TINY);
                sum += p * Math.log(p / q);
            }
        }
        return sum / expected.length;
    }

    private static float[][] probabilities(byte[] model, List<float[]> clips)
            throws ModelException {
        try (OnnxModel loaded = OnnxModel.load("the 8-bit model", model, 1)) {
            float[][] probabilities = new float[clips.size()][];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = loaded.probabilities(clips.get(i));
            }
            return probabilities;
        }
    }
}
