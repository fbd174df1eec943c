package dev.edgewise.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.model.OnnxGraph;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RoundingTest {

    @Test
    void eachChannelsLargestWeightIsTheLargestWholeNumber() {
        Rounding rounding = Rounding.of(layer(new float[] {1, -2, 0.5f, 0.25f}, 0, 0), 0.1f);
        assertThat(rounding.weights()).containsExactly(127, -127, 64, 16);
        assertThat(rounding.scales()).containsExactly(1 / 127f, 2 / 127f);
    }

    @Test
    void theBiasCountsInStepsOfInputTimesWeights() {
        Rounding rounding = Rounding.of(layer(new float[] {1, 1, 1, 1}, 0.5f, -3), 0.1f);
        assertThat(rounding.biasScales()[0]).isEqualTo(0.1f * rounding.scales()[0]);
        assertThat(rounding.bias()).containsExactly(635, -3810);
    }

    @Test
    void aChannelWithoutWeightsStillHasItsBias() {
        Rounding rounding = Rounding.of(layer(new float[] {0, 1, 0, 1}, 7, 0), 0.1f);
        assertThat(rounding.bias()[0] * (double) rounding.biasScales()[0])
                .isCloseTo(7, Percentage.withPercentage(0.01));
    }

    @Test
    void aBiasTooLargeForItsStepsGetsLargerSteps() {
        Rounding rounding = Rounding.of(layer(new float[] {1e-9f, 1, 1e-9f, 1}, 1000, 1), 1e-6f);
        assertThat(rounding.bias()[0] * (double) rounding.biasScales()[0])
                .isCloseTo(1000, Percentage.withPercentage(0.01));
    }

    /// A dense layer from two numbers to two, with its `weights` [2, 2], inputs first.
    private static Linear layer(float[] weights, float... bias) {
        OnnxGraph graph = new OnnxGraph("layer");
        graph.input("x", 1, 2);
        graph.constant("w", weights, 2, 2);
        graph.constant("b", bias, 2);
        graph.node("Gemm", List.of("x", "w", "b"), "y");
        graph.output("y", 1, 2);
        Graph parsed = new Graph(Graphs.model(graph));
        return Linear.of(parsed, parsed.nodes().getFirst()).orElseThrow();
    }
}
