package dev.edgewise.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {

    private static final List<float[]> CLIPS =
            LongStream.range(0, 40)
                    .mapToObj(seed -> Graphs.numbers(seed, Graphs.SAMPLES, -1, 1))
                    .toList();

    @TempDir private Path folder;

    @Test
    void wholeNumbersGiveNearlyTheSameProbabilities() throws ModelException {
        byte[] model = Graphs.network().bytes();
        ModelProto small = Graphs.model(quantized(model, Set.of()));
        for (long seed = 100; seed < 120; seed++) {
            float[] clip = Graphs.numbers(seed, Graphs.SAMPLES, -1, 1);
            float[] expected = probabilities(Graphs.model(model), clip);
            assertThat(probabilities(small, clip))
                    .usingComparatorWithPrecision(0.05f)
                    .containsExactly(expected);
        }
    }

    @Test
    void theRuntimeRunsItWithItsIntegerKernels() throws IOException, OrtException {
        List<String> operators =
                Graphs.optimized(quantized(Graphs.network().bytes(), Set.of()), folder);
        assertThat(operators).contains("QLinearConv", "QLinearAdd", "QGemm");
        assertThat(operators).doesNotContain("Conv", "FusedConv", "Gemm", "Relu");
        // Into whole numbers once, behind the front end; Gemm gives floats again by itself.
        assertThat(operators).containsOnlyOnce("QuantizeLinear");
        assertThat(operators).doesNotContain("DequantizeLinear");
    }

    @Test
    void theFrontEndStaysFloat() throws ModelException {
        ModelProto small = Graphs.model(quantized(Graphs.network().bytes(), Set.of()));
        assertThat(Graphs.operators(small).subList(0, 5))
                .containsExactly("Reshape", "Mul", "Add", "Log", "QuantizeLinear");
    }

    @Test
    void wholeNumbersBeginWhereTheyAreTold() throws ModelException {
        Quantizer quantizer =
                Quantizer.of("net", Graphs.network().bytes(), Optional.of("second.sum"));
        assertThat(quantizer.choices()).containsExactly("logits");
    }

    @Test
    void whatIsKeptStaysFloat() throws IOException, OrtException {
        Quantizer quantizer = Quantizer.of("net", Graphs.network().bytes(), Optional.empty());
        assertThat(quantizer.choices())
                .containsExactly("first.normal", "second.normal", "logits", "sum");
        byte[] small = quantized(Graphs.network().bytes(), Set.of("second.normal", "logits"));
        assertThat(Graphs.operators(Graphs.model(small))).contains("Gemm");
        assertThat(Graphs.optimized(small, folder))
                .contains("QLinearConv")
                .containsAnyOf("Conv", "FusedConv")
                .containsAnyOf("Gemm", "FusedGemm")
                .doesNotContain("QGemm");
    }

    @Test
    void anOutputInWholeNumbersKeepsItsName() throws ModelException {
        OnnxGraph graph = Graphs.network();
        graph.output("second", OnnxGraph.BATCH, 4, 8, 8);
        byte[] model = graph.bytes();
        float[] clip = CLIPS.getFirst();
        float[] expected = Graphs.run(Graphs.model(model), "second", clip, 1, clip.length);
        ModelProto small = Graphs.model(quantized(model, Set.of()));
        assertThat(Graphs.run(small, "second", clip, 1, clip.length))
                .usingComparatorWithPrecision(0.3f)
                .containsExactly(expected);
    }

    @Test
    void aScaleAChannelBeatsOneForAll() throws ModelException {
        // The second channel's weights are a thousandth of the first's: one scale would lose them.
        OnnxGraph graph = new OnnxGraph("uneven");
        graph.input("waveform", OnnxGraph.BATCH, Graphs.SAMPLES);
        float[] kernel = Graphs.numbers(1, 2 * Graphs.SAMPLES, -1, 1);
        for (int i = Graphs.SAMPLES; i < kernel.length; i++) {
            kernel[i] /= 1000;
        }
        graph.constant("kernel", kernel, 2, Graphs.SAMPLES);
        graph.node("Gemm", List.of("waveform", "kernel"), "y", Attribute.of("transB", 1));
        graph.output("y", OnnxGraph.BATCH, 2);
        byte[] model = graph.bytes();
        float[] clip = CLIPS.getLast();

        float exact = Graphs.run(Graphs.model(model), "y", clip, 1, clip.length)[1];
        ModelProto small = Graphs.model(quantized(model, Set.of()));
        float perChannel = Graphs.run(small, "y", clip, 1, clip.length)[1];
        float largest = 0;
        for (float weight : kernel) {
            largest = Math.max(largest, Math.abs(weight));
        }
        double perTensor = 0;
        for (int i = 0; i < clip.length; i++) {
            double step = largest / 127;
            perTensor += clip[i] * step * Math.rint(kernel[Graphs.SAMPLES + i] / step);
        }
        assertThat(Math.abs(perChannel - exact)).isLessThan(Math.abs(exact) / 20);
        assertThat(Math.abs(perTensor - exact)).isGreaterThan(Math.abs(exact) / 2);
    }

    @Test
    void aModelWithoutWeightsHasNothingToQuantise() {
        OnnxGraph graph = new OnnxGraph("softmax");
        graph.input("x", OnnxGraph.BATCH, 3);
        graph.node("Softmax", List.of("x"), "y");
        graph.output("y", OnnxGraph.BATCH, 3);
        assertThatThrownBy(() -> Quantizer.of("soft.onnx", graph.bytes(), Optional.empty()))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "soft.onnx: nothing to quantise: no Conv, Gemm or MatMul with constant"
                                + " weights");
    }

    @Test
    void nothingLiesBehindTheLastTensor() {
        assertThatThrownBy(
                        () ->
                                Quantizer.of(
                                        "net.onnx",
                                        Graphs.network().bytes(),
                                        Optional.of("logits")))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("net.onnx: nothing to quantise behind tensor 'logits'");
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () ->
                                Quantizer.of(
                                        "net.onnx", Graphs.network().bytes(), Optional.of("mel")))
                .isInstanceOf(ModelException.class)
                .hasMessage("net.onnx: has no tensor 'mel'");
    }

    @Test
    void oneRoundIsEnough() throws ModelException {
        byte[] small = quantized(Graphs.network().bytes(), Set.of());
        assertThatThrownBy(() -> Quantizer.of("small.onnx", small, Optional.empty()))
                .isInstanceOf(ModelException.class)
                .hasMessage("small.onnx: is quantised already, it has QuantizeLinear nodes");
    }

    @Test
    void anOlderOperatorSetHasNoScaleAChannel() {
        ModelProto.Builder model = Graphs.model(Graphs.network()).toBuilder();
        model.getOpsetImportBuilder(0).setVersion(11);
        assertThatThrownBy(
                        () ->
                                Quantizer.of(
                                        "old.onnx", model.build().toByteArray(), Optional.empty()))
                .isInstanceOf(ModelException.class)
                .hasMessage("old.onnx: written for operator set 11; export it for 13 or newer");
    }

    private static byte[] quantized(byte[] model, Set<String> kept) throws ModelException {
        Quantizer quantizer = Quantizer.of("net", model, Optional.empty());
        Calibration calibration = quantizer.calibrate(CLIPS, () -> {});
        return quantizer.quantize(calibration, _ -> Clipping.ALL, kept);
    }

    private static float[] probabilities(ModelProto model, float[] clip) throws ModelException {
        return Graphs.run(model, "probabilities", clip, 1, clip.length);
    }
}
