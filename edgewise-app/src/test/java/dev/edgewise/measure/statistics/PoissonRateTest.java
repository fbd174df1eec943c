package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonRateTest {

    /// The usual tables' exact limits, as in Garwood's paper of 1936.
    @ParameterizedTest
    @CsvSource({"0, 0, 3.689", "1, 0.0253, 5.572", "10, 4.795, 18.39", "100, 81.36, 121.63"})
    void theLimitsAreThoseOfTheTables(long events, double low, double high) {
        Interval interval = new PoissonRate(events, 1).interval();
        assertThat(interval.low()).isCloseTo(low, within(0.0006 * Math.max(1, low)));
        assertThat(interval.high()).isCloseTo(high, within(0.0006 * high));
    }

    @Test
    void nothingInHalfAnHourStillMayBeSevenTimesAnHour() {
        PoissonRate rate = new PoissonRate(0, 0.5);
        assertThat(rate.rate()).isZero();
        assertThat(rate.interval().low()).isZero();
        assertThat(rate.interval().high()).isCloseTo(7.378, within(0.001));
    }

    @Test
    void theTruthLiesInsideAtLeastAsOftenAsIsSaid() {
        SplittableRandom random = new SplittableRandom(3);
        int inside = 0;
        for (int i = 0; i < 2_000; i++) {
            int events = 0;
            for (double at = -Math.log(1 - random.nextDouble()) / 4;
                    at < 2;
                    at -= Math.log(1 - random.nextDouble()) / 4) {
                events++;
            }
            inside += new PoissonRate(events, 2).interval().contains(4) ? 1 : 0;
        }
        assertThat(inside).isBetween(1_900, 1_970);
    }

    @Test
    void noTimeAtAllIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PoissonRate(1, 0))
                .withMessage("expected 0 or more events in a time above 0, got 1 in 0.0");
    }
}
