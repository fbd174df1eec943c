package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the two readers of a network's description together: what PyTorch trains and the ONNX
/// nodes.
class OnnxExportTest {

    private static final ModelCard CARD =
            new ModelCard("net", "1", List.of("a", "b", "c"), 16_000, 16_000, "", "", "1", "");

    @BeforeAll
    static void load() throws TrainingException {
        Torch.load(1);
    }

    static Stream<String> names() {
        return Stream.concat(Networks.NAMES.stream(), Stream.of("bc-resnet-1.5"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void randomWeightsGiveTheSameProbabilitiesInBoth(String name) throws IOException {
        Network network = network(name);
        Weights weights = random(network, 7);
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Features features = new Features(network.frontEnd(), 1);
                OnnxModel exported = export(network, weights)) {
            float[] noise = noise(3);
            Agreement agreement = new Agreement(exported, torch, features);
            assertThat(agreement.compare(noise)).isLessThanOrEqualTo(Agreement.TOLERANCE);
            for (float probability : exported.probabilities(noise)) {
                assertThat(probability).isBetween(0.005f, 0.995f);
            }
        }
    }

    @Test
    void theModelOfOtherWeightsIsRefused() throws IOException {
        Network network = network("tutorial-cnn");
        try (TorchNetwork torch = new TorchNetwork(network, random(network, 7));
                Features features = new Features(network.frontEnd(), 1);
                OnnxModel exported = export(network, random(network, 8))) {
            Agreement agreement = new Agreement(exported, torch, features);
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() -> agreement.compare(noise(3)))
                    .withMessageStartingWith(
                            "net: the exported model and the trained network differ by ");
        }
    }

    private static Network network(String name) {
        return Networks.named(name).orElseThrow().network().apply(CARD.labels().size());
    }

    /// Weights of which none is what a training begins with, not even a batch normalization's; the
    /// last layer's are such that no probability is near 0 or 1.
    private static Weights random(Network network, long seed) throws IOException {
        Moments moments = new Moments();
        moments.add(new float[] {-0.6f, 1.2f});
        SplittableRandom random = new SplittableRandom(seed);
        Weights first = FirstWeights.of(network, moments, random);
        Weights changed =
                changed(first, (_, value) -> value + (float) random.nextDouble(0.02, 0.04));
        float largest = 0;
        try (TorchNetwork torch = new TorchNetwork(network, changed);
                Features features = new Features(network.frontEnd(), 1)) {
            for (float logit : torch.logits(features.of(noise(3)))) {
                largest = Math.max(largest, Math.abs(logit));
            }
        }
        float factor = 2 / largest;
        return changed(
                changed, (name, value) -> name.startsWith("logits.") ? value * factor : value);
    }

    private static Weights changed(Weights weights, BiFunction<String, Float, Float> change) {
        Weights changed = new Weights();
        for (String name : weights.names()) {
            float[] values = weights.values(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = change.apply(name, values[i]);
            }
            changed.with(name, values, weights.shape(name));
        }
        return changed;
    }

    private static OnnxModel export(Network network, Weights weights) throws IOException {
        return OnnxModel.load("test", OnnxExport.model(network, weights, CARD), 1);
    }

    private static float[] noise(int clips) {
        Random random = new Random(clips);
        float[] samples = new float[clips * 16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (random.nextFloat() - 0.5f) * (1 + i / 16_000) / clips;
        }
        return samples;
    }
}
