package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperatureTest {

    @Test
    void logitsAreDividedBeforeTheSoftmax() throws IOException {
        OnnxFile plain = OnnxFile.of("m.onnx", softmax("Softmax").bytes());
        OnnxFile warm = Temperature.apply(plain, 2.5, "fitted on 10 clips");
        float[] logits = {3, -1, 0.5f};
        float[] divided = {3 / 2.5f, -1 / 2.5f, 0.5f / 2.5f};
        assertThat(run(warm, logits)).containsExactly(run(plain, divided), within(1e-6f));
        assertThat(Temperature.of(plain)).isEmpty();
        assertThat(Temperature.of(warm)).hasValue(2.5);
        assertThat(warm.metadata())
                .containsExactly(
                        Map.entry("labels", "a,b,c"),
                        Map.entry("temperature", "fitted on 10 clips"));
    }

    @Test
    void aSecondOneIsMultipliedByTheFirstAndTakesItsPlace() throws IOException {
        OnnxFile plain = OnnxFile.of("m.onnx", softmax("Softmax").bytes());
        OnnxFile warm = Temperature.apply(plain, 2, "first");
        OnnxFile twice = Temperature.apply(warm, 1.5, "second");
        OnnxFile back = Temperature.apply(twice, 1 / 3.0, "");
        assertThat(Temperature.of(twice)).hasValue(3);
        assertThat(twice.bytes()).hasSize(warm.bytes().length + 1);
        assertThat(twice.graph().getNodeCount()).isEqualTo(warm.graph().getNodeCount());
        assertThat(twice.metadata()).containsEntry("temperature", "second");
        assertThat(back.metadata()).doesNotContainKey("temperature");
        float[] logits = {3, -1, 0.5f};
        assertThat(run(back, logits)).containsExactly(run(plain, logits), within(1e-6f));
    }

    @Test
    void theShippedModelKeepsItsCardAndItsAnswers() throws IOException {
        OnnxFile file = OnnxFile.open("tutorial-cnn");
        OnnxFile warm = Temperature.apply(file, 1.7, "");
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[20 * 16_000];
        for (int i = 0; i < noise.length; i++) {
            int clip = i / 16_000;
            noise[i] = (float) (0.02 * clip * random.nextGaussian());
        }
        try (OnnxModel before = OnnxModel.load("before", file.bytes(), 1);
                OnnxModel after = OnnxModel.load("after", warm.bytes(), 1)) {
            SelfTest anew = after.card().selfTest().orElseThrow();
            assertThat(anew).isNotEqualTo(before.card().selfTest().orElseThrow());
            assertThat(after.card()).isEqualTo(before.card().with(anew));
            float[] cold = before.probabilities(noise);
            float[] mild = after.probabilities(noise);
            for (int clip = 0; clip < 20; clip++) {
                int best = best(cold, clip);
                assertThat(best(mild, clip)).isEqualTo(best);
                assertThat(mild[best]).isLessThan(cold[best]);
            }
        }
    }

    @Test
    void aSelfTestIsMadeAnew() throws IOException {
        OnnxFile file = OnnxFile.open("tutorial-cnn");
        SelfTest test = SelfTest.of("m.onnx", file.bytes(), "yes/en-gb-f.wav");
        ModelProto.Builder model = file.model().toBuilder();
        test.metadata()
                .forEach(
                        (key, value) ->
                                model.addMetadataPropsBuilder().setKey(key).setValue(value));
        OnnxFile tested = OnnxFile.of("m.onnx", model.build().toByteArray());
        OnnxFile warm = Temperature.apply(tested, 3, "");
        SelfTest anew = warm.card().orElseThrow().selfTest().orElseThrow();
        assertThat(anew).isEqualTo(SelfTest.of("m.onnx", warm.bytes(), test.clip()));
        assertThat(anew.probabilities()).isNotEqualTo(test.probabilities());
    }

    @Test
    void whereThereIsNoSoftmaxThatIsSaid() throws IOException {
        OnnxFile sigmoid = OnnxFile.of("m.onnx", softmax("Sigmoid").bytes());
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Temperature.apply(sigmoid, 2, ""))
                .withMessage(
                        "m.onnx: its output 'y' isn't made by a Softmax; a temperature goes before"
                                + " one");
        OnnxGraph two = softmax("Softmax");
        two.output("logits", OnnxGraph.BATCH, 3);
        OnnxFile both = OnnxFile.of("m.onnx", two.bytes());
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Temperature.of(both))
                .withMessageStartingWith("m.onnx: has 2 outputs");
    }

    @Test
    void noTemperatureIsBelowZero() throws IOException {
        OnnxFile file = OnnxFile.of("m.onnx", softmax("Softmax").bytes());
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Temperature.apply(file, wrong, ""))
                    .withMessageStartingWith("temperature: above 0 is needed");
        }
    }

    /// Three numbers, doubled, through `last`.
    private static OnnxGraph softmax(String last) {
        OnnxGraph graph = new OnnxGraph("small");
        graph.input("x", OnnxGraph.BATCH, 3);
        graph.constant("two", new float[] {2});
        graph.node("Mul", List.of("x", "two"), "logits");
        graph.node(last, List.of("logits"), "y");
        graph.output("y", OnnxGraph.BATCH, 3);
        graph.metadata(Map.of("labels", "a,b,c"));
        return graph;
    }

    private static float[] run(OnnxFile file, float[] values) throws ModelException {
        try (OnnxFunction function = OnnxFunction.load(file.source(), file.bytes(), 1)) {
            return Objects.requireNonNull(function.run(values, 1, 3).get("y"));
        }
    }

    private static int best(float[] probabilities, int clip) {
        int best = 8 * clip;
        for (int i = 8 * clip; i < 8 * clip + 8; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }
}
