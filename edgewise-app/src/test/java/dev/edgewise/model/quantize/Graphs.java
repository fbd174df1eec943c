package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Small graphs with weights drawn by a seed, and ways to look at graphs.
final class Graphs {

    static final int SAMPLES = 64;
    static final int WORDS = 3;

    private Graphs() {}

    /// `size` numbers from `low` to `high`.
    static float[] numbers(long seed, int size, double low, double high) {
        Random random = new Random(seed);
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (low + random.nextDouble() * (high - low));
        }
        return numbers;
    }

    /// A network such as ours: a waveform [N, 64] -> a front end, whose last tensor is `log_mel`,
    /// two convolutions with batch norm, an addition, a pool and a dense layer.
    static OnnxGraph network() {
        OnnxGraph graph = new OnnxGraph("network");
        graph.input("waveform", OnnxGraph.BATCH, SAMPLES);
        graph.constant("picture", -1L, 1L, 8L, 8L);
        graph.node("Reshape", List.of("waveform", "picture"), "square");
        graph.node("Mul", List.of("square", "square"), "power");
        graph.constant("floor", new float[] {1e-3f});
        graph.node("Add", List.of("power", "floor"), "floored");
        graph.node("Log", List.of("floored"), "log_mel");
        convolution(graph, 1, "log_mel", "first", 1, 4);
        convolution(graph, 2, "first", "second", 4, 4);
        graph.node("Add", List.of("first", "second"), "sum");
        graph.node("Relu", List.of("sum"), "both");
        long[] two = {2, 2};
        graph.node(
                "MaxPool",
                List.of("both"),
                "pooled",
                Attribute.of("kernel_shape", two),
                Attribute.of("strides", two));
        graph.node("Flatten", List.of("pooled"), "flat");
        graph.constant("dense.kernel", numbers(3, WORDS * 64, -0.03, 0.03), WORDS, 64);
        graph.constant("dense.bias", numbers(4, WORDS, -0.2, 0.2), WORDS);
        graph.node(
                "Gemm",
                List.of("flat", "dense.kernel", "dense.bias"),
                "logits",
                Attribute.of("transB", 1));
        graph.node("Softmax", List.of("logits"), "probabilities", Attribute.of("axis", 1));
        graph.output("probabilities", OnnxGraph.BATCH, WORDS);
        return graph;
    }

    /// A 3 x 3 convolution that keeps the size, with batch norm and ReLU.
    private static void convolution(
            OnnxGraph graph, long seed, String input, String output, int from, int to) {
        graph.constant(output + ".kernel", numbers(seed, to * from * 9, -0.5, 0.5), to, from, 3, 3);
        graph.node(
                "Conv",
                List.of(input, output + ".kernel"),
                output + ".sum",
                Attribute.of("kernel_shape", new long[] {3, 3}),
                Attribute.of("pads", new long[] {1, 1, 1, 1}));
        normalization(graph, seed, output + ".sum", output + ".normal", to);
        graph.node("Relu", List.of(output + ".normal"), output);
    }

    /// Batch norm of `channels` channels.
    static void normalization(
            OnnxGraph graph, long seed, String input, String output, int channels) {
        graph.constant(output + ".gamma", numbers(seed + 10, channels, 0.5, 2), channels);
        graph.constant(output + ".beta", numbers(seed + 20, channels, -1, 1), channels);
        graph.constant(output + ".mean", numbers(seed + 30, channels, -1, 1), channels);
        graph.constant(output + ".variance", numbers(seed + 40, channels, 0.1, 3), channels);
        graph.node(
                "BatchNormalization",
                List.of(
                        input,
                        output + ".gamma",
                        output + ".beta",
                        output + ".mean",
                        output + ".variance"),
                output);
    }

    static ModelProto model(OnnxGraph graph) {
        return model(graph.bytes());
    }

    static ModelProto model(byte[] bytes) {
        try {
            return ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// The operators of `model`'s nodes, in their order.
    static List<String> operators(ModelProto model) {
        return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    /// The operators that ONNX Runtime makes of `model` before it runs it.
    static List<String> optimized(byte[] model, Path folder) throws IOException, OrtException {
        Path file = folder.resolve("optimized.onnx");
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "edgewise");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(file.toString());
            environment.createSession(model, options).close();
        }
        return operators(ModelProto.parseFrom(Files.readAllBytes(file)));
    }

    /// What `model` makes of `input` as its output `output`.
    static float[] run(ModelProto model, String output, float[] input, long... shape)
            throws ModelException {
        try (OnnxFunction function = OnnxFunction.load("test", model.toByteArray(), 1)) {
            return Objects.requireNonNull(function.run(input, shape).get(output));
        }
    }
}
