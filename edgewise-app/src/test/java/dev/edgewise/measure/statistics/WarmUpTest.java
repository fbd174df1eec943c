package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void slowFirstBlocksAreTheWarmUp() {
        WarmUp warmUp = WarmUp.of(medians(30, i -> i < 4 ? 2.5 : 1));

        assertThat(warmUp).isEqualTo(new WarmUp(4, true, "steady after 4 of 30 blocks"));
    }

    @Test
    void oneSlowFirstBlockIsFound() {
        assertThat(WarmUp.of(medians(12, i -> i == 0 ? 3 : 1)).blocks()).isEqualTo(1);
    }

    @Test
    void aWarmUpInStepsIsFoundWhole() {
        WarmUp warmUp = WarmUp.of(medians(40, i -> i < 3 ? 4 : i < 9 ? 2 : i < 14 ? 1.3 : 1));

        assertThat(warmUp.blocks()).isEqualTo(14);
        assertThat(warmUp.steady()).isTrue();
    }

    @Test
    void noiseIsSteadyFromTheFirstBlock() {
        int unsteady = 0;
        for (int i = 0; i < 1_000; i++) {
            unsteady += WarmUp.of(medians(20, block -> 1)).steady() ? 0 : 1;
        }
        assertThat(unsteady).isLessThan(25);
        assertThat(WarmUp.of(List.of(2.0, 2.0, 2.0, 2.0, 2.0, 2.0)))
                .isEqualTo(new WarmUp(0, true, "steady from the first block"));
    }

    @Test
    void aMachineThatGetsSlowerAndSlowerHasNoSteadyState() {
        WarmUp warmUp = WarmUp.of(medians(30, i -> 1 + i / 10.0));

        assertThat(warmUp.steady()).isFalse();
        assertThat(warmUp.reason())
                .startsWith("no steady state: the level still changed at block ");
    }

    @Test
    void aLevelThatChangesLateIsNoSteadyState() {
        assertThat(WarmUp.of(medians(30, i -> i < 20 ? 1 : 1.6)).steady()).isFalse();
    }

    @Test
    void aLoneSlowBlockIsNoWarmUp() {
        assertThat(WarmUp.of(medians(30, i -> i == 12 ? 8 : 1)).blocks()).isZero();
    }

    @Test
    void aSmallStepIsTheSameLevel() {
        assertThat(WarmUp.of(medians(60, i -> i < 40 ? 1.03 : 1)).blocks()).isZero();
    }

    @Test
    void fewBlocksAreTooFewToTell() {
        assertThat(WarmUp.of(medians(5, i -> 1)))
                .isEqualTo(
                        new WarmUp(
                                0,
                                false,
                                "no steady state: 5 blocks are too few to tell, 6 are needed"));
    }

    /// Levels with noise of 2 %.
    private List<Double> medians(int blocks, IntToDoubleFunction level) {
        return IntStream.range(0, blocks)
                .mapToObj(i -> level.applyAsDouble(i) * (1 + 0.02 * random.nextGaussian()))
                .toList();
    }
}
