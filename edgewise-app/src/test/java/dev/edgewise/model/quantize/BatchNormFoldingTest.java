package dev.edgewise.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {

    private static final long[] PICTURE = {2, 3, 5, 5};
    private static final long[] ROW = {2, 6};

    private final OnnxGraph graph = new OnnxGraph("folding");

    @Test
    void batchNormAndConstantsGoIntoTheConvolutionBeforeThem() throws ModelException {
        convolution("conv", 4);
        Graphs.normalization(graph, 5, "conv", "normal", 4);
        graph.constant("factors", new float[] {2, -1, 0.5f, 3}, 4, 1, 1);
        graph.node("Mul", List.of("factors", "normal"), "scaled");
        graph.constant("divisor", new float[] {1.5f});
        graph.node("Div", List.of("scaled", "divisor"), "divided");
        graph.constant("minuends", new float[] {1, 2, 3, 4}, 1, 4, 1, 1);
        graph.node("Sub", List.of("minuends", "divided"), "y");
        output(4);
        folds(PICTURE, "Conv");
    }

    @Test
    void batchNormGoesIntoTheDenseLayerBeforeIt() throws ModelException {
        graph.input("x", 2, 6);
        graph.constant("kernel", Graphs.numbers(1, 24, -1, 1), 6, 4);
        graph.constant("bias", new float[] {0.5f}, 1);
        graph.node("Gemm", List.of("x", "kernel", "bias"), "gemm");
        Graphs.normalization(graph, 5, "gemm", "y", 4);
        graph.output("y", 2, 4);
        ModelProto.Builder model = Graphs.model(graph).toBuilder();
        model.getGraphBuilder()
                .getNodeBuilder(0)
                .addAttribute(factor("alpha", 0.25f))
                .addAttribute(factor("beta", -3));
        folds(model.build(), ROW, "Gemm");
    }

    @Test
    void aProductWithoutABiasTakesInFactorsOnly() throws ModelException {
        graph.input("x", 2, 6);
        graph.constant("kernel", Graphs.numbers(1, 24, -1, 1), 6, 4);
        graph.node("MatMul", List.of("x", "kernel"), "product");
        graph.constant("factors", new float[] {2, -1, 0.5f, 3}, 4);
        graph.node("Mul", List.of("product", "factors"), "scaled");
        graph.constant("shifts", new float[] {1, 2, 3, 4}, 4);
        graph.node("Add", List.of("scaled", "shifts"), "y");
        graph.output("y", 2, 4);
        folds(ROW, "MatMul", "Add");
    }

    @Test
    void whatSomebodyElseReadsIsLeftAlone() throws ModelException {
        convolution("conv", 4);
        Graphs.normalization(graph, 5, "conv", "normal", 4);
        graph.node("Add", List.of("conv", "normal"), "y");
        output(4);
        folds(PICTURE, "Conv", "BatchNormalization", "Add");
    }

    @Test
    void anOutputOfTheModelIsLeftAlone() throws ModelException {
        convolution("y", 4);
        Graphs.normalization(graph, 5, "y", "z", 4);
        output(4);
        graph.output("z", 2, 4, 3, 3);
        folds(PICTURE, "Conv", "BatchNormalization");
    }

    @Test
    void aFactorThatDiffersFromRowToRowIsLeftAlone() throws ModelException {
        convolution("conv", 3);
        graph.constant("rows", new float[] {1, 2, 3}, 3, 1);
        graph.node("Mul", List.of("conv", "rows"), "y");
        output(3);
        folds(PICTURE, "Conv", "Mul");
    }

    @Test
    void aConstantThatGivesTheResultMoreAxesIsLeftAlone() throws ModelException {
        graph.input("x", 2, 6);
        graph.constant("kernel", Graphs.numbers(1, 24, -1, 1), 6, 4);
        graph.node("Gemm", List.of("x", "kernel"), "gemm");
        graph.constant("one", new float[] {2}, 1, 1, 1);
        graph.node("Mul", List.of("gemm", "one"), "y");
        graph.output("y", 1, 2, 4);
        folds(ROW, "Gemm", "Mul");
    }

    @Test
    void weightsOfTwoLayersAreFoldedForEachAlone() throws ModelException {
        graph.input("x", 2, 6);
        graph.constant("kernel", Graphs.numbers(1, 36, -1, 1), 6, 6);
        graph.node("MatMul", List.of("x", "kernel"), "first");
        graph.constant("factor", new float[] {2}, 1);
        graph.node("Mul", List.of("first", "factor"), "scaled");
        graph.node("MatMul", List.of("scaled", "kernel"), "y");
        graph.output("y", 2, 6);
        folds(ROW, "MatMul", "MatMul");
    }

    /// A convolution of x [2, 3, 5, 5] to [2, `channels`, 3, 3].
    private void convolution(String output, int channels) {
        graph.input("x", 2, 3, 5, 5);
        graph.constant("kernel", Graphs.numbers(1, channels * 27, -1, 1), channels, 3, 3, 3);
        graph.constant("bias", Graphs.numbers(2, channels, -1, 1), channels);
        graph.node(
                "Conv",
                List.of("x", "kernel", "bias"),
                output,
                Attribute.of("kernel_shape", new long[] {3, 3}));
    }

    private void output(int channels) {
        graph.output("y", 2, channels, 3, 3);
    }

    private void folds(long[] shape, String... operators) throws ModelException {
        folds(Graphs.model(graph), shape, operators);
    }

    /// Folding `model` must leave `operators`, and what they compute.
    private static void folds(ModelProto model, long[] shape, String... operators)
            throws ModelException {
        int size = 1;
        for (long dimension : shape) {
            size *= (int) dimension;
        }
        float[] input = Graphs.numbers(9, size, -1, 1);
        float[] expected = Graphs.run(model, "y", input, shape);
        ModelProto folded = BatchNormFolding.fold(model, "");
        assertThat(Graphs.operators(folded)).containsExactly(operators);
        assertThat(Graphs.run(folded, "y", input, shape))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected);
        assertThat(folded.getGraph().getNodeList())
                .extracting(NodeProto::getOutputCount)
                .containsOnly(1);
        assertThat(expected[0]).isNotCloseTo(expected[expected.length - 1], Offset.offset(1e-3f));
    }

    private static AttributeProto.Builder factor(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value);
    }
}
