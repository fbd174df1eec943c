package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Both against steps that were computed by hand.
class OptimizerTest {

    private final float[] weight = {1};

    @Test
    void sgdGathersSpeedAndPullsWeightsToZero() {
        Optimizer sgd = new Sgd(0.9, 0.1);
        // v = 0.5 + 0.1 * 1 = 0.6; w = 1 - 0.1 * 0.6
        sgd.step("w", weight, new float[] {0.5f}, 0.1);
        assertThat(weight[0]).isCloseTo(0.94f, within(1e-6f));
        // v = 0.9 * 0.6 + (-0.2 + 0.094) = 0.434; w = 0.94 - 0.2 * 0.434
        sgd.step("w", weight, new float[] {-0.2f}, 0.2);
        assertThat(weight[0]).isCloseTo(0.8532f, within(1e-6f));
        assertThat(sgd.memory())
                .hasEntrySatisfying("w", v -> assertThat(v[0]).isCloseTo(0.434f, within(1e-6f)));
    }

    @Test
    void adamsFirstStepIsAsLongAsTheRate() {
        Optimizer adam = new Adam();
        adam.step("w", weight, new float[] {-3}, 0.01);
        assertThat(weight[0]).isCloseTo(1.01f, within(1e-6f));
        float[] other = {1};
        // Keras' epsilon, 1e-7, beside sqrt(0.001) * 1e-3 makes the step 0.32 % shorter.
        adam.step("other", other, new float[] {1e-3f}, 0.01);
        assertThat(other[0]).isCloseTo(0.9900315f, within(1e-6f));
    }

    @Test
    void adamsSecondStepRemembersTheFirst() {
        Optimizer adam = new Adam();
        adam.step("w", weight, new float[] {1}, 0.1);
        // m = 0.9 * 0.1 + 0.1 * -1 = -0.01, corrected -0.01 / 0.19;
        // v = 0.999 * 0.001 + 0.001 * 1 = 0.001999, corrected 1: w = 0.9 + 0.1 * 0.01 / 0.19
        adam.step("w", weight, new float[] {-1}, 0.1);
        assertThat(weight[0]).isCloseTo(0.9f + 0.1f * 0.01f / 0.19f, within(1e-5f));
    }

    @Test
    void whoRemembersGoesOnAsIfNothingHadHappened() {
        for (Optimizer[] two :
                new Optimizer[][] {
                    {new Sgd(0.9, 1e-3), new Sgd(0.9, 1e-3)}, {new Adam(), new Adam()}
                }) {
            float[] unbroken = {1, 2};
            for (int i = 1; i <= 3; i++) {
                two[0].step("w", unbroken, new float[] {i, -i}, 0.1);
            }
            Map<String, float[]> memory = new HashMap<>();
            two[0].memory().forEach((name, values) -> memory.put(name, values.clone()));
            float[] resumed = unbroken.clone();
            two[1].step("w", new float[] {7, 7}, new float[] {7, 7}, 1);
            two[1].remember(memory);
            two[0].step("w", unbroken, new float[] {5, 5}, 0.1);
            two[1].step("w", resumed, new float[] {5, 5}, 0.1);
            assertThat(resumed).containsExactly(unbroken);
            two[1].step("w", resumed, new float[] {5, 5}, 0.1);
            assertThat(memory.get(memory.keySet().iterator().next()))
                    .as("what was handed over stays")
                    .isNotEqualTo(two[1].memory().values().iterator().next());
        }
    }
}
