package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SelfComparisonTest {

    private final RandomGenerator random = new SplittableRandom(6);

    @Test
    void aPlaceIsHardlyEverCalledDifferentFromItself() {
        int called = 0;
        int splits = 0;
        for (int i = 0; i < 10; i++) {
            SelfComparison self = of(SimulatedServer.lognormal(1).correlated(0.5));
            called += self.called();
            splits += self.splits();
            assertThat(self.shows()).isFalse();
        }
        assertThat((double) called / splits).isBetween(0.02, 0.065);
    }

    @Test
    void aDriftCancelsWithinPairs() {
        assertThat(of(SimulatedServer.lognormal(0.5).drifting(0.001)).shows()).isFalse();
    }

    @Test
    void itSaysWhereItComesToTooMuch() {
        assertThat(new SelfComparison(400, 20).shows()).isFalse();
        assertThat(new SelfComparison(400, 40).shows()).isTrue();
    }

    @Test
    void tooFewBlocksAreRefused() {
        Series series =
                new PairedRun(SimulatedServer.lognormal(1), 10, 1, random).blocks(19).first();

        assertThatThrownBy(() -> SelfComparison.of(series, random))
                .hasMessage("a place is compared with itself over at least 20 blocks, got 19");
    }

    private SelfComparison of(SimulatedServer server) {
        Series series = new PairedRun(server, 20, 1, random).blocks(60).first();
        return SelfComparison.of(series, random);
    }
}
