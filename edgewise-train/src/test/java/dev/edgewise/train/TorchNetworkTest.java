package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchNetworkTest {

    private static final FrontEnd FRONT_END = FrontEnd.TUTORIAL;
    private static final int FEATURES = FRONT_END.size() * FRONT_END.size();
    private static final Network NETWORK = Network.tutorialCnn(4, 6, 16, 3);
    private static final TorchNetwork.Normalizer NORMALIZER = new TorchNetwork.Normalizer(0.5f, 2);

    @BeforeAll
    static void load() throws TrainingException {
        Torch.load(1);
    }

    @Test
    void theFirstWeightsAreWithinGlorotsBound() {
        try (TorchNetwork network = network(1)) {
            Weights weights = network.weights();
            double bound = Math.sqrt(6.0 / (4 * 9 + 6 * 9));
            float largest = 0;
            for (float weight : weights.values("conv_2.kernel")) {
                largest = Math.max(largest, Math.abs(weight));
            }
            assertThat((double) largest).isBetween(0.8 * bound, bound);
            assertThat(weights.values("conv_2.bias")).containsOnly(0);
        }
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws TrainingException {
        assertThat(trainedWeights(7)).isEqualTo(trainedWeights(7)).isNotEqualTo(trainedWeights(8));
    }

    @Test
    void trainingEndsWhenTheValidationLossNoLongerFalls() throws TrainingException {
        List<Double> losses = new ArrayList<>();
        Training training =
                new Training(
                        new Recipe(1e-2, 8, 100, 2),
                        1,
                        new Training.Listener() {
                            @Override
                            public void learned(int epoch, Score soFar) {}

                            @Override
                            public void ended(int epoch, Score learned, Score validation) {
                                losses.add(validation.loss());
                            }
                        });
        training.drawWeights();
        try (TorchNetwork network = new TorchNetwork(NETWORK, FRONT_END, NORMALIZER, 1e-2)) {
            // Words drawn at random can't be learned, only remembered.
            Training.Outcome outcome = training.run(network, random(24, 1), random(12, 2));
            int lowest = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
            assertThat(outcome.epochs()).isEqualTo(losses.size()).isEqualTo(lowest + 3);
        }
    }

    @Test
    void aLossThatIsNoNumberStopsTheTraining() {
        Examples broken = new Examples(FEATURES);
        float[] features = new float[FEATURES];
        features[3] = Float.NaN;
        broken.add(features, 1);
        Training training = training(1, 1);
        training.drawWeights();
        try (TorchNetwork network = network(1)) {
            assertThatThrownBy(() -> training.run(network, broken, broken))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage(
                            "epoch 1: the loss is no longer a finite number (NaN): try another"
                                    + " --seed");
        }
    }

    @Test
    void aGradientThatIsNoNumberStopsTheTraining() {
        // The logits are finite, and at one of the two words as wrong as can be; the sum over all
        // places of what follows from that is beyond float32.
        float[] features = new float[2 * FEATURES];
        Arrays.fill(features, 2e38f);
        Examples huge = new Examples(FEATURES);
        huge.add(features, 0, 1);
        Training training = training(1, 1);
        try (TorchNetwork network = network(1)) {
            assertThatThrownBy(() -> training.run(network, huge, huge))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageMatching(
                            "epoch 1: the gradient of \\S+ is no longer a finite number .*");
        }
    }

    private static List<Float> trainedWeights(long seed) throws TrainingException {
        Training training = training(seed, 2);
        training.drawWeights();
        try (TorchNetwork network = new TorchNetwork(NETWORK, FRONT_END, NORMALIZER, 1e-3)) {
            training.run(network, random(20, 3), random(5, 4));
            List<Float> weights = new ArrayList<>();
            for (float weight : network.weights().values("dense_1.kernel")) {
                weights.add(weight);
            }
            return weights;
        }
    }

    private static Training training(long seed, int epochs) {
        return new Training(
                new Recipe(1e-3, 8, epochs, 2),
                seed,
                new Training.Listener() {
                    @Override
                    public void learned(int epoch, Score soFar) {}

                    @Override
                    public void ended(int epoch, Score training, Score validation) {}
                });
    }

    private static TorchNetwork network(long seed) {
        Torch.seed(seed);
        return new TorchNetwork(NETWORK, FRONT_END, NORMALIZER, 1e-3);
    }

    private static Examples random(int clips, long seed) {
        Random random = new Random(seed);
        Examples examples = new Examples(FEATURES);
        for (int clip = 0; clip < clips; clip++) {
            float[] features = new float[FEATURES];
            for (int i = 0; i < FEATURES; i++) {
                features[i] = (float) random.nextGaussian();
            }
            examples.add(features, random.nextInt(3));
        }
        return examples;
    }
}
