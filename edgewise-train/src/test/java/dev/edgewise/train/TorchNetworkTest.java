package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Average;
import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Flatten;
import dev.edgewise.train.Layer.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchNetworkTest {

    private static final Network SMALL = TutorialCnn.of(4, 6, 16, 3);
    private static final int FEATURES = SMALL.frontEnd().features().size();

    @BeforeAll
    static void load() throws TrainingException {
        Torch.load(1);
    }

    @Test
    void theFirstWeightsAreWithinGlorotsBound() {
        Weights weights = first(SMALL, 1);
        double bound = Math.sqrt(6.0 / (4 * 9 + 6 * 9));
        float largest = 0;
        for (float weight : weights.values("conv_2.kernel")) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertThat((double) largest).isBetween(0.8 * bound, bound);
        assertThat(weights.values("conv_2.bias")).containsOnly(0);
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws TrainingException {
        assertThat(learned(7)).isEqualTo(learned(7)).isNotEqualTo(learned(8));
    }

    @Test
    void itLearnsWhatItIsShownAgainAndAgain() throws TrainingException {
        float[] features = features(20, 3);
        int[] labels = labels(20, 4);
        SplittableRandom random = new SplittableRandom(1);
        Optimizer optimizer = new Adam();
        try (TorchNetwork network = new TorchNetwork(SMALL, first(SMALL, 1))) {
            double before = Score.of(network.logits(features), labels).loss();
            for (int step = 0; step < 30; step++) {
                network.learn(features, labels, optimizer, 3e-3, random);
            }
            assertThat(Score.of(network.logits(features), labels).loss()).isLessThan(before / 3);
        }
    }

    @Test
    void aStepGoesAgainstTheGradientOfThisBatchAlone() throws TrainingException {
        float[] features = features(6, 3);
        int[] labels = labels(6, 4);
        Network plain =
                new Network(
                        "plain",
                        SMALL.frontEnd(),
                        List.of(
                                Convolution.of("conv", 2, Size.square(3), Activation.RELU),
                                new Average("average"),
                                new Dense("logits", 3, Activation.NONE)));
        SplittableRandom random = new SplittableRandom(1);
        Sgd still = new Sgd(0, 0);
        try (TorchNetwork network = new TorchNetwork(plain, first(plain, 1))) {
            float[] before = network.weights().values("logits.bias");
            // Steps of length 0: were gradients summed up, the next step would be too long.
            network.learn(features, labels, still, 0, random);
            network.learn(features, labels, still, 0, random);
            network.learn(features, labels, still, 1, random);
            float[] after = network.weights().values("logits.bias");
            float[] logits;
            try (TorchNetwork fresh = new TorchNetwork(plain, first(plain, 1))) {
                logits = fresh.logits(features);
            }
            for (int label = 0; label < 3; label++) {
                double gradient = 0;
                for (int clip = 0; clip < 6; clip++) {
                    double sum = 0;
                    for (int i = 0; i < 3; i++) {
                        sum += Math.exp(logits[3 * clip + i]);
                    }
                    double share = Math.exp(logits[3 * clip + label]) / sum;
                    gradient += (share - (labels[clip] == label ? 1 : 0)) / 6;
                }
                assertThat((double) after[label] - before[label])
                        .isCloseTo(-gradient, offset(1e-5));
            }
        }
    }

    @Test
    void aBatchMovesTheRunningMeanByATenth() throws TrainingException {
        Network normed =
                new Network(
                        "normed",
                        SMALL.frontEnd(),
                        List.of(
                                new BatchNorm("norm", 2, Activation.NONE),
                                new Average("average"),
                                new Dense("logits", 3, Activation.NONE)));
        float[] features = new float[2 * FEATURES];
        for (int clip = 0; clip < 2; clip++) {
            int from = clip * FEATURES;
            Arrays.fill(features, from, from + FEATURES / 2, 10);
            Arrays.fill(features, from + FEATURES / 2, from + FEATURES, -30);
        }
        try (TorchNetwork network = new TorchNetwork(normed, first(normed, 1))) {
            network.learn(features, new int[] {0, 1}, new Sgd(0, 0), 0, new SplittableRandom(1));
            float[] mean = network.weights().values("norm.mean");
            // Upper and lower rows are bands of their own.
            assertThat(mean[0]).isCloseTo(1, offset(1e-5f));
            assertThat(mean[1]).isCloseTo(-3, offset(1e-5f));
        }
    }

    @Test
    void aLossThatIsNoNumberStopsTheTraining() {
        float[] features = new float[FEATURES];
        features[3] = Float.NaN;
        assertThatThrownBy(() -> learn(features, 1))
                .isInstanceOf(TrainingException.class)
                .hasMessage("the loss is no longer a finite number (NaN): try another --seed");
    }

    @Test
    void aGradientThatIsNoNumberStopsTheTraining() {
        // The logits are finite and as wrong as can be; the sum over all places of what follows
        // from
        // that is beyond float32.
        Network plain =
                new Network(
                        "plain",
                        SMALL.frontEnd(),
                        List.of(
                                Convolution.of("conv", 1, Size.square(3), Activation.NONE),
                                new Flatten("flat"),
                                new Dense("logits", 2, Activation.NONE)));
        float[] dense = new float[2 * 900];
        Arrays.fill(dense, 0, 900, 1);
        Arrays.fill(dense, 900, 1800, -1);
        float[] kernel = new float[9];
        Arrays.fill(kernel, 1e-30f);
        Weights weights =
                new Weights()
                        .with("conv.kernel", kernel, 1, 1, 3, 3)
                        .with("conv.bias", new float[1], 1)
                        .with("logits.kernel", dense, 2, 900)
                        .with("logits.bias", new float[2], 2);
        float[] features = new float[FEATURES];
        Arrays.fill(features, 3e38f);
        SplittableRandom random = new SplittableRandom(1);
        try (TorchNetwork network = new TorchNetwork(plain, weights)) {
            assertThatThrownBy(
                            () -> network.learn(features, new int[] {1}, new Adam(), 1e-3, random))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageMatching(
                            "the gradient of conv.kernel is no longer a finite number .*");
        }
    }

    private static void learn(float[] features, int... labels) throws TrainingException {
        try (TorchNetwork network = new TorchNetwork(SMALL, first(SMALL, 1))) {
            network.learn(features, labels, new Adam(), 1e-3, new SplittableRandom(1));
        }
    }

    private static List<Float> learned(long seed) throws TrainingException {
        SplittableRandom random = new SplittableRandom(seed);
        Optimizer optimizer = new Adam();
        try (TorchNetwork network =
                new TorchNetwork(SMALL, FirstWeights.of(SMALL, moments(), random))) {
            for (int step = 0; step < 5; step++) {
                network.learn(features(20, step), labels(20, step), optimizer, 1e-3, random);
            }
            return boxed(network.weights().values("dense_1.kernel"));
        }
    }

    private static List<Float> boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return List.of(boxed);
    }

    private static Weights first(Network network, long seed) {
        return FirstWeights.of(network, moments(), new SplittableRandom(seed));
    }

    private static Moments moments() {
        Moments moments = new Moments();
        moments.add(new float[] {-1.5f, 2.5f});
        return moments;
    }

    private static float[] features(int clips, long seed) {
        Random random = new Random(seed);
        float[] features = new float[clips * FEATURES];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return features;
    }

    private static int[] labels(int clips, long seed) {
        return new Random(seed).ints(clips, 0, 3).toArray();
    }
}
