package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.statistics.LetterValues;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Series;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void itsLetterValuesAreThoseOfTheDurationsUpToItsSteps() {
        Histogram histogram = Distribution.histogram();
        Series.Builder series = Series.builder();
        for (int i = 1; i <= 1_000; i++) {
            histogram.recordValue(Duration.ofMillis(i).toNanos());
            series.add(0, 1e6 * i);
        }
        LetterValues counted = Distribution.of(List.of(histogram)).letterValues();
        LetterValues raw = LetterValues.of(series.build());

        assertThat(counted.pairs()).hasSameSizeAs(raw.pairs());
        for (int i = 0; i < raw.pairs().size(); i++) {
            assertThat(counted.pairs().get(i).low())
                    .isCloseTo(raw.pairs().get(i).low(), within(1.5));
            assertThat(counted.pairs().get(i).high())
                    .isCloseTo(raw.pairs().get(i).high(), within(1.5));
        }
    }

    @Test
    void whatWasNotAnsweredRanksAsItsTimeoutToTheNanosecond() {
        Distribution distribution =
                Distribution.of(List.of(Distribution.histogram()))
                        .with(Duration.ofMillis(5_001).toNanos(), 100);

        assertThat(distribution.maxMillis()).isEqualTo(5_001);
        assertThat(distribution.percentileMillis(Percentile.P50)).hasValue(5_001);
        assertThat(distribution.letterValues().median()).isEqualTo(5_001);
    }
}
