package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GraphFactsTest {

    @Test
    void convolutionsHaveTheMacsThatAHandCounts() throws ModelException {
        GraphFacts facts = GraphFacts.of(twoConvolutions(), Map.of());
        assertThat(facts.macs()).hasValue(30L * 30 * 32 * 9 + 28L * 28 * 64 * 288);
        assertThat(facts.parameters()).isEqualTo(32 * 9 + 32 + 64 * 32 * 9);
        assertThat(facts.operators())
                .extracting(GraphFacts.Operator::name, GraphFacts.Operator::nodes)
                .containsExactly(tuple("Conv", 2), tuple("Relu", 1));
        assertThat(facts.tensors())
                .extracting(GraphFacts.TensorFacts::name, GraphFacts.TensorFacts::macs)
                .containsExactly(
                        tuple("x", 0L),
                        tuple("a", 259_200L),
                        tuple("b", 259_200L),
                        tuple("y", 259_200L + 14_450_688));
        assertThat(facts.tensors().get(1).bytes()).isEqualTo(4 * 32 * 30 * 30);
    }

    private static OnnxFile twoConvolutions() throws ModelException {
        OnnxGraph graph = new OnnxGraph("two");
        graph.input("x", OnnxGraph.BATCH, 1, 32, 32);
        graph.constant("w1", new float[32 * 9], 32, 1, 3, 3);
        graph.constant("b1", new float[32], 32);
        graph.constant("w2", new float[64 * 32 * 9], 64, 32, 3, 3);
        graph.node("Conv", List.of("x", "w1", "b1"), "a");
        graph.node("Relu", List.of("a"), "b");
        graph.node("Conv", List.of("b", "w2"), "y");
        graph.output("y", OnnxGraph.BATCH, 64, 28, 28);
        return OnnxFile.of("two.onnx", graph.bytes());
    }

    @Test
    void groupsAndTransposedConvolutionsCountWhatTheyDo() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 1, 6, 10))
                        .addInitializer(Graphs.weights("depth", 6, 1, 3))
                        .addInitializer(Graphs.weights("up", 6, 4, 5))
                        .addNode(
                                Graphs.node(
                                        "Conv",
                                        List.of("x", "depth"),
                                        "a",
                                        Graphs.attribute("group", 6)))
                        .addNode(Graphs.node("ConvTranspose", List.of("a", "up"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 1, 4, 12));
        assertThat(GraphFacts.of(Graphs.file(graph), Map.of()).macs())
                .hasValue(6 * 8 * 3 + 6 * 8 * 4 * 5);
    }

    @Test
    void matrixProductsAndRecurrentLayersCount() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 7, -1, 3))
                        .addInitializer(Graphs.weights("w", 1, 4 * 5, 3))
                        .addInitializer(Graphs.weights("r", 1, 4 * 5, 5))
                        .addInitializer(Graphs.weights("m", 5, 2))
                        .addInitializer(Graphs.weights("g", 9, 2))
                        .addInitializer(Graphs.constant("flat", -1L, 2L))
                        .addNode(
                                Graphs.node(
                                        "LSTM",
                                        List.of("x", "w", "r"),
                                        "h",
                                        Graphs.attribute("hidden_size", 5)))
                        .addNode(Graphs.node("MatMul", List.of("h", "m"), "p"))
                        .addNode(Graphs.node("Reshape", List.of("p", "flat"), "q"))
                        .addNode(
                                Graphs.node(
                                        "Gemm",
                                        List.of("q", "g"),
                                        "y",
                                        Graphs.attribute("transB", 1)))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, -1, 9));
        GraphFacts facts = GraphFacts.of(Graphs.file(graph), Map.of("x", List.of(7L, 2L, 3L)));
        long lstm = 7 * 2 * (4 * 5 * 3 + 4 * 5 * 5);
        assertThat(facts.macs()).hasValue(lstm + 7 * 2 * 5 * 2 + 14 * 9 * 2);
        assertThat(facts.operators())
                .contains(new GraphFacts.Operator("LSTM", 1, OptionalLong.of(lstm)));
    }

    @Test
    void whatIsComputedFromConstantsAloneIsNoWorkAndNoTensorOnTheWay() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 3, 2))
                        .addInitializer(Graphs.weights("a", 2, 4))
                        .addInitializer(Graphs.weights("b", 4, 2))
                        .addNode(Graphs.node("MatMul", List.of("a", "b"), "kernel"))
                        .addNode(Graphs.node("MatMul", List.of("x", "kernel"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 3, 2));
        GraphFacts facts = GraphFacts.of(Graphs.file(graph), Map.of());
        assertThat(facts.macs()).hasValue(3 * 2 * 2);
        assertThat(facts.tensors())
                .extracting(GraphFacts.TensorFacts::name)
                .containsExactly("x", "y");
    }

    @Test
    void whatRunsInsideABranchIsListedAndNotCounted() throws ModelException {
        GraphFacts facts = GraphFacts.of(Graphs.file(Graphs.branching()), Map.of());
        assertThat(facts.uncounted()).containsExactly("MatMul");
        assertThat(facts.macs()).hasValue(0);
        assertThat(facts.operators())
                .filteredOn(operator -> operator.name().equals("MatMul"))
                .singleElement()
                .satisfies(operator -> assertThat(operator.macs()).isEmpty());
    }

    @Test
    void aModelThatTheRuntimeCannotRunStillHasItsOperators() throws ModelException {
        NodeProto foreign =
                Graphs.node("Foo", List.of("x"), "y").toBuilder().setDomain("com.foo").build();
        OnnxFile file =
                Graphs.file(
                        GraphProto.newBuilder()
                                .addInput(Graphs.value("x", ElementType.FLOAT32, 1))
                                .addNode(foreign)
                                .addOutput(Graphs.value("y", ElementType.FLOAT32, 1)));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> GraphFacts.of(file, Map.of()));
        GraphFacts facts = GraphFacts.of(file);
        assertThat(facts.macs()).isEmpty();
        assertThat(facts.operators())
                .extracting(GraphFacts.Operator::name)
                .containsExactly("com.foo.Foo");
    }
}
