package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LetterValuesTest {

    private static Series upTo(int n) {
        Series.Builder series = Series.builder();
        for (int i = 1; i <= n; i++) {
            series.add(0, 1e6 * i);
        }
        return series.build();
    }

    @Test
    void reachAsFarOutAsAboutFourDurationsLieBeyond() {
        LetterValues values = LetterValues.of(upTo(1_000));

        assertThat(values.pairs()).hasSize(7);
        assertThat(values.pairs().getFirst().low()).isCloseTo(250.4, within(0.1));
        assertThat(values.pairs().getLast().tail()).isEqualTo(1 / 256.0);
        assertThat(values.median()).isEqualTo(500.5);
        assertThat(values.beyond())
                .containsExactly(1.0, 2.0, 3.0, 4.0, 997.0, 998.0, 999.0, 1_000.0);
    }

    @Test
    void fewDurationsHaveTheirQuartiles() {
        assertThat(LetterValues.of(upTo(5)).pairs()).hasSize(1);
    }

    @Test
    void nothingHasNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LetterValues.of(upTo(0)))
                .withMessage("no letter values: the series is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fences.of(upTo(0)))
                .withMessage("no fences: the series is empty");
    }
}
