package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

    @Test
    void theShippedModelGivesProbabilitiesForItsEightWords() throws ModelException {
        try (OnnxModel model = ModelStore.open("tutorial-cnn", 1)) {
            assertThat(model.card().labels())
                    .containsExactly("down", "go", "left", "no", "right", "stop", "up", "yes");
            float[] probabilities = model.probabilities(noise(1, 16_000));
            assertThat(probabilities).hasSize(8);
            double sum = 0;
            for (float probability : probabilities) {
                assertThat(probability).isBetween(0f, 1f);
                sum += probability;
            }
            assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
        }
    }

    @Test
    void severalClipsInOneRunGiveWhatEachGivesAlone() throws ModelException {
        float[] first = noise(1, 16_000);
        float[] second = noise(2, 16_000);
        float[] both = new float[32_000];
        System.arraycopy(first, 0, both, 0, 16_000);
        System.arraycopy(second, 0, both, 16_000, 16_000);
        try (OnnxModel model = ModelStore.open("tutorial-cnn", 1)) {
            float[] together = model.probabilities(both);
            float[] alone = model.probabilities(second);
            for (int i = 0; i < 8; i++) {
                assertThat(together[8 + i]).isCloseTo(alone[i], Offset.offset(1e-5f));
            }
        }
    }

    @Test
    void halfAClipIsRefused() throws ModelException {
        try (OnnxModel model = ModelStore.open("tutorial-cnn", 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.probabilities(new float[24_000]))
                    .withMessage("waveforms: expected a multiple of 16000 samples, got 24000");
        }
    }

    @Test
    void aFileThatIsNoModelIsNamed() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(
                        () ->
                                OnnxModel.load(
                                        "notes.txt",
                                        "not a model".getBytes(StandardCharsets.UTF_8),
                                        1))
                .withMessageStartingWith("notes.txt: not a model that ONNX Runtime reads");
    }

    @Test
    void aModelWithoutACardIsForeign() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load("sum.onnx", twice(2, Map.of()), 1))
                .withMessage("sum.onnx: not one of Edgewise's models: no labels in metadata_props");
    }

    @Test
    void aModelWhoseTensorsDoNotFitItsCardIsForeign() {
        Map<String, String> card = Map.of("labels", "a,b,c", "sample_rate", "8000", "samples", "2");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load("sum.onnx", twice(2, card), 1))
                .withMessageStartingWith("sum.onnx: not one of Edgewise's models: output 'y' is ")
                .withMessageEndingWith("expected float [N, 3]");
    }

    private static byte[] twice(int width, Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("twice");
        graph.input("x", OnnxGraph.BATCH, width);
        graph.node("Add", List.of("x", "x"), "y");
        graph.output("y", OnnxGraph.BATCH, width);
        graph.metadata(metadata);
        return graph.bytes();
    }

    private static float[] noise(long seed, int length) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (random.nextFloat() - 0.5f) / 5;
        }
        return samples;
    }
}
