package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /// Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void theIntervalIsThatOfThePublishedTable(long part, long of, double low, double high) {
        Interval interval = new Proportion(part, of).interval();
        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
        Interval rest = new Proportion(of - part, of).interval();
        assertThat(rest.low()).isCloseTo(1 - high, within(0.00005));
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(new Proportion(0, 0).interval().isKnown()).isFalse();
        assertThat(new Proportion(0, 0).value()).isNaN();
    }

    @Test
    void noPartIsLargerThanTheWhole() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(3, 2))
                .withMessage("from 0 to 2 is needed, got 3");
    }
}
