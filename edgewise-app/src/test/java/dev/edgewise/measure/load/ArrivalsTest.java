package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final int MANY = 100_000;

    @Test
    void constantArrivalsComeInEqualStepsAndTheFirstAtOnce() {
        assertThat(times(new ConstantArrivals(4), 4))
                .containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
    }

    @Test
    void stepsThatAreNoWholeNanosecondsDoNotAddUp() {
        long[] times = times(new ConstantArrivals(3), 3 * 1_000 + 1);

        assertThat(times[times.length - 1]).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void theMeanRateIsTheOneAskedFor() {
        long[] times = times(poisson(250, 1), MANY);

        assertThat(MANY * 1e9 / times[MANY - 1]).isCloseTo(250, within(5.0));
    }

    @Test
    void timesStrictlyIncreaseHoweverHighTheRate() {
        for (Arrivals arrivals : new Arrivals[] {poisson(1e9, 2), new ConstantArrivals(1e9)}) {
            long[] times = times(arrivals, MANY);

            assertThat(LongStream.range(1, MANY).allMatch(i -> times[(int) i] > times[(int) i - 1]))
                    .isTrue();
        }
    }

    @Test
    void gapsSpreadAsMuchAsTheyLastOnAverage() {
        long[] times = times(poisson(1_000, 3), MANY);
        double squares = 0;
        for (int i = 1; i < MANY; i++) {
            double gap = (times[i] - times[i - 1]) / 1e6;
            squares += (gap - 1) * (gap - 1);
        }

        assertThat(Math.sqrt(squares / MANY)).isCloseTo(1, within(0.03));
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        assertThat(times(poisson(50, 7), 1_000)).containsExactly(times(poisson(50, 7), 1_000));
        assertThat(times(poisson(50, 7), 10)).isNotEqualTo(times(poisson(50, 8), 10));
    }

    @Test
    void aRampSendsAsManyInEachPartOfItsTimeAsItsRateSays() {
        // From 100 to 300 a second in 10 s: 100 t + 10 t^2 by second t.
        for (Optional<RandomGenerator> random :
                List.of(
                        Optional.<RandomGenerator>empty(),
                        Optional.<RandomGenerator>of(new SplittableRandom(4)))) {
            Arrivals ramp = new RampArrivals(100, 300, Duration.ofSeconds(10), random);
            assertThat(ramp.perSecond()).isEqualTo(200);
            long[] times = times(ramp, 3_000);

            assertThat(until(times, 5)).isCloseTo(750, within(90L));
            assertThat(until(times, 10)).isCloseTo(2_000, within(150L));
            // Beyond its end the last rate holds.
            assertThat(until(times, 12)).isCloseTo(2_600, within(170L));
        }
    }

    @Test
    void aRampWithoutChanceIsExactAndMayFallOrStayLevel() {
        assertThat(times(ramp(4, 4), 4)).containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
        long[] falling = times(ramp(300, 100), 2_000);
        assertThat(until(falling, 5)).isEqualTo(1_251);
        assertThat(falling[1_999]).isLessThan(10_000_000_000L);
    }

    private static RampArrivals ramp(double from, double to) {
        return new RampArrivals(from, to, Duration.ofSeconds(10), Optional.empty());
    }

    private static long until(long[] times, int seconds) {
        return LongStream.of(times).filter(t -> t <= seconds * 1_000_000_000L).count();
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ConstantArrivals(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rate: must be above 0 and at most 10^9 a second, got %s", rate);
            assertThatThrownBy(() -> poisson(rate, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Arrivals poisson(double perSecond, long seed) {
        return new PoissonArrivals(perSecond, new SplittableRandom(seed));
    }

    private static long[] times(Arrivals arrivals, int count) {
        return LongStream.generate(arrivals::nextNanos).limit(count).toArray();
    }
}
