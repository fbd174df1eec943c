package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the two readers of a network's description together: PyTorch's block and the ONNX nodes.
class OnnxExportTest {

    private static final FrontEnd FRONT_END = FrontEnd.TUTORIAL;
    private static final Network NETWORK = Network.tutorialCnn(3, 5, 7, 2);
    private static final ModelCard CARD =
            new ModelCard("tutorial-cnn", "1", List.of("a", "b"), 16_000, 16_000, "", "", "1", "");

    @BeforeAll
    static void load() throws TrainingException {
        Torch.load(1);
    }

    @Test
    void randomWeightsGiveTheSameProbabilitiesInBoth() throws IOException {
        try (TorchNetwork network = network(7);
                Features features = new Features(FRONT_END, 1);
                OnnxModel exported = export(network)) {
            Agreement agreement = new Agreement(exported, network, features);
            assertThat(agreement.compare(noise(3))).isLessThanOrEqualTo(Agreement.TOLERANCE);
        }
    }

    @Test
    void theModelOfOtherWeightsIsRefused() throws IOException {
        try (TorchNetwork network = network(7);
                TorchNetwork other = network(8);
                Features features = new Features(FRONT_END, 1);
                OnnxModel exported = export(other)) {
            Agreement agreement = new Agreement(exported, network, features);
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() -> agreement.compare(noise(3)))
                    .withMessageStartingWith(
                            "tutorial-cnn: the exported model and the trained network differ by ");
        }
    }

    private static TorchNetwork network(long seed) {
        Torch.seed(seed);
        return new TorchNetwork(NETWORK, FRONT_END, new TorchNetwork.Normalizer(0.3f, 0.9f), 1e-3);
    }

    private static OnnxModel export(TorchNetwork network) throws IOException {
        byte[] bytes = OnnxExport.model(FRONT_END, NETWORK, network.weights(), CARD);
        return OnnxModel.load("test", bytes, 1);
    }

    private static float[] noise(int clips) {
        Random random = new Random(clips);
        float[] samples = new float[clips * FRONT_END.samples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        return samples;
    }
}
