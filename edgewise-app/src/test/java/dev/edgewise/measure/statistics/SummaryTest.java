package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void quantilesAreHyndmanAndFansEighth() {
        Box box = summary(IntStream.rangeClosed(1, 10).asDoubleStream()).box();

        // Of 1 to n, the quantile p is (n + 1/3) p + 1/3.
        assertThat(box.lowerQuartile()).isCloseTo(2.9166667, within(1e-6));
        assertThat(box.median()).isCloseTo(5.5, within(1e-9));
        assertThat(box.upperQuartile()).isCloseTo(8.0833333, within(1e-6));
    }

    @Test
    void percentilesAreExact() {
        Summary summary = summary(IntStream.rangeClosed(1, 1_000).asDoubleStream());

        assertThat(summary.percentileMillis(Percentile.P50)).hasValueCloseTo(500.5, within(1e-9));
        assertThat(summary.percentileMillis(Percentile.P90))
                .hasValueCloseTo(1000.3333333 * 0.9 + 0.3333333, within(1e-6));
        assertThat(summary.percentileMillis(Percentile.P99))
                .hasValueCloseTo(1000.3333333 * 0.99 + 0.3333333, within(1e-6));
    }

    @Test
    void aPercentileBelowItsFloorIsLeftOutWithAReason() {
        Map<Percentile, Integer> floors =
                Map.of(
                        Percentile.P50, 1,
                        Percentile.P90, 64,
                        Percentile.P95, 130,
                        Percentile.P99, 662,
                        Percentile.P999, 6_636);
        floors.forEach(
                (percentile, floor) -> {
                    assertThat(summary(numbers(floor)).percentileMillis(percentile)).isPresent();
                    assertThat(summary(numbers(floor)).whyMissing(percentile)).isEmpty();
                    if (floor > 1) {
                        Summary below = summary(numbers(floor - 1));
                        assertThat(below.percentileMillis(percentile)).isEmpty();
                        assertThat(below.whyMissing(percentile)).isNotEmpty();
                    }
                });
        assertThat(summary(numbers(661)).whyMissing(Percentile.P99))
                .isEqualTo("p99 needs 662 requests, there are 661");
    }

    @Test
    void skewnessAndKurtosisAreThoseOfExcelsManual() {
        // The example of Excel's SKEW and KURT, which are G1 and G2.
        Summary summary = summary(DoubleStream.of(3, 4, 5, 2, 3, 4, 5, 6, 4, 7));

        assertThat(summary.skewness()).hasValueCloseTo(0.359543, within(1e-6));
        assertThat(summary.excessKurtosis()).hasValueCloseTo(-0.151800, within(1e-6));
    }

    @Test
    void skewnessAndKurtosisAreLeftOutWhereTheyAreUndefined() {
        assertThat(summary(DoubleStream.of(1, 2)).skewness()).isEmpty();
        assertThat(summary(DoubleStream.of(1, 2, 4)).skewness()).isPresent();
        assertThat(summary(DoubleStream.of(1, 2, 4)).excessKurtosis()).isEmpty();
        assertThat(summary(DoubleStream.of(1, 2, 4, 8)).excessKurtosis()).isPresent();
        Summary same = summary(DoubleStream.of(3, 3, 3, 3, 3));
        assertThat(same.skewness()).isEmpty();
        assertThat(same.excessKurtosis()).isEmpty();
        assertThat(same.shape()).isEqualTo("shape undefined: too few durations, or all the same");
    }

    @Test
    void theShapeIsSaidInWords() {
        SplittableRandom source = new SplittableRandom(9);
        assertThat(summary(source.doubles(700).map(u -> -Math.log(u))).shape())
                .isEqualTo("positively skewed, leptokurtic");
        assertThat(summary(source.doubles(700).map(Math::log)).shape())
                .isEqualTo("negatively skewed, leptokurtic");
        assertThat(summary(source.doubles(700)).shape())
                .isEqualTo("not clearly skewed, platykurtic");
        assertThat(summary(normal(700)).shape()).isEqualTo("not clearly skewed, mesokurtic");
    }

    @Test
    void aBoxKeepsEveryOutlier() {
        Box box = summary(DoubleStream.of(100, 3, 1, 2, 4, 5, 6, 7, 8, 9, 10, -50)).box();

        assertThat(box.outliers()).containsExactly(-50.0, 100.0);
        assertThat(box.lowerWhisker()).isEqualTo(1);
        assertThat(box.upperWhisker()).isEqualTo(10);
    }

    @Test
    void aBoxOfOneDurationIsThatDuration() {
        assertThat(summary(DoubleStream.of(7)).box()).isEqualTo(new Box(7, 7, 7, 7, 7, List.of()));
    }

    @Test
    void whatFailedRanksAsItsTimeoutAndIsCounted() {
        List<Sample> samples =
                List.of(
                        sample(0, new Outcome(Status.ANSWERED, 2_000_000, Map.of(), 0, 0, "")),
                        sample(1, Outcome.without(Status.REFUSED, 1_000, "full")),
                        sample(2, Outcome.without(Status.TIMED_OUT, 5_100_000_000L, "")),
                        sample(3, new Outcome(Status.ANSWERED, 4_000_000, Map.of(), 0, 0, "")));
        Series series = Series.of(samples);

        assertThat(series.toMillis()).containsExactly(2, 5_000, 5_000, 4);
        assertThat(series.answered().toMillis()).containsExactly(2, 4);
        assertThat(Summary.of(series, random).counts())
                .containsEntry(Status.ANSWERED, 2)
                .containsEntry(Status.REFUSED, 1)
                .containsEntry(Status.FAILED, 0)
                .containsEntry(Status.TIMED_OUT, 1);
        assertThat(Summary.of(series, random).maxMillis()).isEqualTo(5_000);
        assertThat(Summary.of(series.answered(), random).maxMillis()).isEqualTo(4);
    }

    @Test
    void aPhaseOfWhatFailedRanksAsTheTimeoutToo() {
        List<Sample> samples =
                List.of(
                        sample(
                                0,
                                new Outcome(
                                        Status.ANSWERED,
                                        2_000_000,
                                        Map.of("predict", 300_000L),
                                        0,
                                        0,
                                        "")),
                        sample(1, Outcome.without(Status.FAILED, 1_000, "reset")));
        Series predict =
                Series.of(samples, s -> s.outcome().phaseNanos().getOrDefault("predict", 0L));

        assertThat(predict.toMillis()).containsExactly(0.3, 5_000);
    }

    @Test
    void nothingCannotBeSummarised() {
        Series empty = Series.builder().build();
        assertThatThrownBy(() -> Summary.of(empty, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to summarise: the series is empty");
    }

    @Test
    void aDurationMustBeANumber() {
        assertThatThrownBy(() -> Series.builder().add(0, Double.NaN))
                .hasMessage("nanos: a finite number is needed, got NaN");
    }

    /// As normal as so many numbers can be.
    private static DoubleStream normal(int n) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return numbers(n).map(i -> normal.inverseCumulativeProbability((i - 0.5) / n));
    }

    private static DoubleStream numbers(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream();
    }

    /// Of milliseconds, in blocks of ten.
    private Summary summary(DoubleStream millis) {
        Series.Builder series = Series.builder();
        double[] values = millis.toArray();
        for (int i = 0; i < values.length; i++) {
            series.add(i / 10, values[i] * 1e6);
        }
        return Summary.of(series.build(), random);
    }

    private static Sample sample(int index, Outcome outcome) {
        return new Sample("remote", 0, index, "a.wav", Stage.MEASURED, 0, 5_000_000_000L, outcome);
    }
}
