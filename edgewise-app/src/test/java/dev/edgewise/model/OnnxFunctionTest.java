package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxFunctionTest {

    @Test
    void everyOutputComesByItsName() throws ModelException {
        OnnxGraph graph = new OnnxGraph("two outputs");
        graph.input("x", OnnxGraph.BATCH, 2);
        graph.node("Relu", List.of("x"), "positive");
        graph.node("Neg", List.of("x"), "negated");
        graph.output("positive", OnnxGraph.BATCH, 2);
        graph.output("negated", OnnxGraph.BATCH, 2);

        try (OnnxFunction function = OnnxFunction.load("two", graph.bytes(), 1)) {
            var outputs = function.run(new float[] {1, -2, -3, 4}, 2, 2);
            assertThat(outputs).containsOnlyKeys("positive", "negated");
            assertThat(outputs.get("positive")).containsExactly(1, 0, 0, 4);
            assertThat(outputs.get("negated")).containsExactly(-1, 2, 3, -4);
        }
    }

    @Test
    void twoInputsAreOneTooMany() {
        OnnxGraph graph = new OnnxGraph("sum");
        graph.input("x", 2);
        graph.input("y", 2);
        graph.node("Add", List.of("x", "y"), "z");
        graph.output("z", 2);
        assertThatThrownBy(() -> OnnxFunction.load("sum", graph.bytes(), 1))
                .isInstanceOf(ModelException.class)
                .hasMessage("sum: it has 2 inputs, expected one");
    }
}
