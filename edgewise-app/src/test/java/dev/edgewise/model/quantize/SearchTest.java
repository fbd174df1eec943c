package dev.edgewise.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final int SAMPLES = 16;
    private static final ModelCard CARD =
            new ModelCard("three", "1", List.of("a", "b"), 8_000, SAMPLES, "", "by hand", "", "");

    @Test
    void theLayerThatIsSensitiveStaysFloat() throws IOException {
        byte[] model = model();
        List<float[]> clips = clips(0.9f, 0.0003f);
        Quantizer quantizer = Quantizer.of("three", model, Optional.empty());
        Calibration calibration = quantizer.calibrate(clips, () -> {});
        Search.Judge judge = bytes -> accuracy(bytes, clips);

        byte[] whole = quantizer.quantize(calibration, _ -> Clipping.ALL, Set.of());
        assertThat(accuracy(whole, clips)).isEqualTo(0.5);

        Quantized found = Search.run(quantizer, calibration, model, clips, 1, judge, _ -> {});
        assertThat(found.kept()).containsExactly("first");
        assertThat(found.accuracy()).isEqualTo(1);
        assertThat(Graphs.operators(Graphs.model(found.bytes()))).contains("QuantizeLinear");
    }

    @Test
    void nothingStaysFloatWhereNothingIsLost() throws IOException {
        byte[] model = model();
        List<float[]> clips = clips(0, 0.5f);
        Quantizer quantizer = Quantizer.of("three", model, Optional.empty());
        Calibration calibration = quantizer.calibrate(clips, () -> {});
        List<String> tried = new ArrayList<>();
        Quantized found =
                Search.run(
                        quantizer,
                        calibration,
                        model,
                        clips,
                        1,
                        bytes -> accuracy(bytes, clips),
                        tried::add);
        assertThat(found.kept()).isEmpty();
        assertThat(found.accuracy()).isEqualTo(1);
        assertThat(found.divergence()).isBetween(0.0, 0.1);
        assertThat(tried).contains("ranges of min/max", "range of waveform", "accuracy");
    }

    @Test
    void aCardTakesThePlaceOfTheOneThatIsThere() throws IOException {
        byte[] model = model();
        List<float[]> clips = clips(0, 0.5f);
        Quantizer quantizer = Quantizer.of("three", model, Optional.empty());
        Quantized found =
                Search.run(
                        quantizer,
                        quantizer.calibrate(clips, () -> {}),
                        model,
                        clips,
                        1,
                        _ -> 1,
                        _ -> {});
        ModelCard card =
                new ModelCard("three", "1", CARD.labels(), 8_000, SAMPLES, "", "int8", "", "good");
        try (OnnxModel small = OnnxModel.load("small", found.with(card), 1)) {
            assertThat(small.card()).isEqualTo(card);
        }
    }

    /// Clips of either label, a tone of amplitude `loud` upon `offset`.
    private static List<float[]> clips(float offset, float loud) {
        List<float[]> clips = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            float[] clip = sine(1 + i % 2);
            for (int s = 0; s < SAMPLES; s++) {
                clip[s] = offset + loud * (0.9f + i / 200f) * clip[s];
            }
            clips.add(clip);
        }
        return clips;
    }

    private static double accuracy(byte[] bytes, List<float[]> clips) throws IOException {
        int right = 0;
        try (OnnxModel model = OnnxModel.load("judged", bytes, 1)) {
            for (int i = 0; i < clips.size(); i++) {
                float[] probabilities = model.probabilities(clips.get(i));
                int best = probabilities[1] > probabilities[0] ? 1 : 0;
                right += best == i % 2 ? 1 : 0;
            }
        }
        return (double) right / clips.size();
    }

    /// Three dense layers: the first tells the tones apart, the others only pass on.
    private static byte[] model() {
        OnnxGraph graph = new OnnxGraph("three");
        graph.input("waveform", OnnxGraph.BATCH, SAMPLES);
        float[] kernel = new float[2 * SAMPLES];
        System.arraycopy(sine(1), 0, kernel, 0, SAMPLES);
        System.arraycopy(sine(2), 0, kernel, SAMPLES, SAMPLES);
        graph.constant("kernel", kernel, 2, SAMPLES);
        graph.constant("same", new float[] {1, 0, 0, 1}, 2, 2);
        graph.node("Gemm", List.of("waveform", "kernel"), "first", Attribute.of("transB", 1));
        graph.node("Gemm", List.of("first", "same"), "second");
        graph.node("Gemm", List.of("second", "same"), "third");
        graph.node("Softmax", List.of("third"), "probabilities", Attribute.of("axis", 1));
        graph.output("probabilities", OnnxGraph.BATCH, 2);
        graph.metadata(CARD.metadata());
        return graph.bytes();
    }

    private static float[] sine(int cycles) {
        float[] sine = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * cycles * i / SAMPLES);
        }
        return sine;
    }
}
