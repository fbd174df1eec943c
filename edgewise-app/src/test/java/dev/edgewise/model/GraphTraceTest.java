package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphTraceTest {

    private static GraphProto.Builder twoSteps() {
        return GraphProto.newBuilder()
                .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 2))
                .addInitializer(Graphs.constant("one", 1f, 1f))
                .addNode(Graphs.node("Add", List.of("x", "one"), "more"))
                .addNode(Graphs.node("Relu", List.of("more"), "y"))
                .addOutput(Graphs.value("y", ElementType.FLOAT32, -1, 2));
    }

    @Test
    void everyTensorComesWithItsShapeAndValues() throws ModelException {
        Map<String, TensorValue> seen = new HashMap<>();
        try (GraphTrace trace = GraphTrace.all(Graphs.file(twoSteps()))) {
            assertThat(trace.tensors()).containsExactly("more", "y");
            trace.run(Map.of("x", TensorValue.of(new float[] {-3, 1}, 1, 2)), seen::put);
        }
        assertThat(seen).hasSize(2);
        assertThat(Graphs.get(seen, "more").shape()).containsExactly(1L, 2L);
        assertThat(Graphs.get(seen, "more").floats()).containsExactly(-2, 2);
        assertThat(Graphs.get(seen, "y").floats()).containsExactly(0, 2);
    }

    @Test
    void aChosenTensorOfAnOptimisedGraphIsTheSame() throws ModelException {
        Map<String, TensorValue> seen = new HashMap<>();
        try (GraphTrace trace = GraphTrace.of(Graphs.file(twoSteps()), List.of("more"), true)) {
            trace.run(Map.of("x", TensorValue.of(new float[] {-3, 1}, 1, 2)), seen::put);
        }
        assertThat(seen).containsOnlyKeys("more");
        assertThat(Graphs.get(seen, "more").floats()).containsExactly(-2, 2);
    }

    @Test
    void aTensorThatNoNodeMakesIsNamed() throws ModelException {
        OnnxFile file = Graphs.file(twoSteps());
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> GraphTrace.of(file, List.of("mroe"), false))
                .withMessage("test.onnx: no node makes a tensor 'mroe'");
    }

    @Test
    void theSameSeedDrawsTheSameInputs() throws ModelException {
        try (GraphTrace trace = GraphTrace.all(Graphs.file(twoSteps()))) {
            Map<String, TensorValue> first = trace.randomInputs(Map.of(), 7);
            assertThat(trace.randomInputs(Map.of(), 7)).isEqualTo(first);
            assertThat(trace.randomInputs(Map.of(), 8)).isNotEqualTo(first);
            assertThat(first.get("x")).hasToString("float32 [1, 2]");
        }
    }

    @Test
    void anOpenSizeIsChosenAndAFixedOneIsNot() throws ModelException {
        try (GraphTrace trace = GraphTrace.all(Graphs.file(twoSteps()))) {
            assertThat(Graphs.get(trace.randomInputs(Map.of("x", List.of(5L, 2L)), 1), "x").count())
                    .isEqualTo(10);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> trace.randomInputs(Map.of("x", List.of(5L, 3L)), 1))
                    .withMessage(
                            "test.onnx: input 'x' is float32 [N, 2], which shape [5, 3] doesn't fit");
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> trace.randomInputs(Map.of("y", List.of(5L)), 1))
                    .withMessage("test.onnx: no input 'y' to give a shape to; its inputs: x");
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> trace.randomInputs(Map.of("x", List.of(1L << 60, 2L)), 1))
                    .withMessage(
                            "test.onnx: input 'x' [1152921504606846976, 2] is larger than 2 GiB");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "FLOAT32",
                "FLOAT64",
                "FLOAT16",
                "INT8",
                "UINT8",
                "INT16",
                "UINT16",
                "INT32",
                "UINT32",
                "INT64",
                "UINT64",
                "BOOL",
                "STRING",
                "BFLOAT16"
            })
    void inputsOfEachTypeGoThroughUnchanged(ElementType type) throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", type, -1, 3))
                        .addNode(Graphs.node("Identity", List.of("x"), "y"))
                        .addOutput(Graphs.value("y", type, -1, 3));
        try (GraphTrace trace = GraphTrace.all(Graphs.file(graph))) {
            Map<String, TensorValue> inputs = trace.randomInputs(Map.of("x", List.of(4L, 3L)), 3);
            Map<String, TensorValue> seen = new HashMap<>();
            trace.run(inputs, seen::put);
            assertThat(Graphs.get(seen, "y")).isEqualTo(inputs.get("x"));
            assertThat(Graphs.get(seen, "y").type()).isEqualTo(type);
            assertThat(Graphs.get(seen, "y").shape()).containsExactly(4L, 3L);
        }
    }

    @Test
    void tensorsWithoutValuesHaveAShapeToo() throws ModelException {
        try (GraphTrace trace = GraphTrace.all(Graphs.file(twoSteps()))) {
            Map<String, TensorValue> seen = new HashMap<>();
            trace.run(trace.randomInputs(Map.of("x", List.of(0L, 2L)), 1), seen::put);
            assertThat(Graphs.get(seen, "y")).hasToString("float32 [0, 2]");
        }
    }
}
