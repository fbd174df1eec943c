package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
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
