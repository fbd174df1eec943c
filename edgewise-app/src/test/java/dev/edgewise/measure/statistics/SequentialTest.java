package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequentialTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final RandomGenerator random = new SplittableRandom(2);

    @Test
    void itLooksAtTimesThatAreFixedBeforehand() {
        List<Integer> looks =
                IntStream.rangeClosed(1, 500).filter(Sequential::looksAfter).boxed().toList();

        assertThat(looks).containsExactly(20, 30, 40, 60, 80, 120, 160, 240, 320, 480);
    }

    @Test
    void itNeverStopsAtTheFirstLook() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.3), 10, 2, random);
        Stop stop = stop(run, new Until(Margin.of(0.5), LONG), Duration.ZERO);

        assertThat(stop).isEqualTo(new Stop.Narrow(stop.difference(), 30));
        assertThat(stop.difference().blocks()).isEqualTo(30);
        assertThat(stop.difference().interval().width()).isLessThan(0.5 * run.first().meanMillis());
    }

    @Test
    void aSpreadThatWasLargerBeforeKeepsTheIntervalWide() {
        Series.Builder first = Series.builder();
        Series.Builder second = Series.builder();
        for (int block = 0; block < 30; block++) {
            first.add(block, 10e6);
            second.add(block, block < 20 ? 10e6 + 1e6 * random.nextGaussian() : 10e6);
        }
        Sequential sequential = new Sequential(new Until(Margin.of(0.001), LONG), random);
        Series wild = within(second.build(), 20);
        assertThat(sequential.after(within(first.build(), 20), wild, Duration.ZERO)).isEmpty();
        double before =
                new BlockBootstrap(random).difference(first.build(), wild).interval().width();
        Stop stop = sequential.after(first.build(), second.build(), LONG).orElseThrow();

        assertThat(stop.difference().interval().width())
                .isCloseTo(before * Math.sqrt(20 / 30.0), withinPercentage(10));
    }

    @Test
    void aLargeDifferenceAloneDoesNotStopIt() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.5), 10, 10, random);
        Sequential sequential = new Sequential(new Until(Margin.of(0.01), LONG), random);
        for (int block = 1; block <= 60; block++) {
            run.blocks(1);
            assertThat(sequential.after(run.first(), run.second(), Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aPlaceIsHardlyEverCalledDifferentFromItself() {
        Until until = new Until(Margin.of(0.4), LONG);
        int called = 0;
        for (int i = 0; i < 200; i++) {
            PairedRun run = new PairedRun(SimulatedServer.lognormal(1), 10, 1, random);
            Stop stop = stop(run, until, Duration.ZERO);
            called += stop.difference().interval().contains(0) ? 0 : 1;
        }
        assertThat(called).isLessThanOrEqualTo(20);
    }

    @Test
    void whenTheTimeIsUpItStopsAtTheNextBlockAndSaysSo() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.5), 10, 1, random);
        Duration second = Duration.ofSeconds(1);
        Stop stop = stop(run, new Until(Margin.of(0.001), second.multipliedBy(33)), second);

        assertThat(stop).isInstanceOf(Stop.TimeUp.class);
        assertThat(((Stop.TimeUp) stop).blocks()).isEqualTo(33);
        assertThat(((Stop.TimeUp) stop).after()).isEqualTo(second.multipliedBy(33));
        assertThat(stop.difference().interval().isKnown()).isTrue();
    }

    @Test
    void aWidthMayBeATime() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.5), 10, 1, random);
        Stop stop = stop(run, new Until(Margin.of(Duration.ofMillis(1)), LONG), Duration.ZERO);

        assertThat(stop.difference().interval().width()).isLessThan(1);
    }

    @Test
    void withoutAWidthTheTimeAloneCounts() {
        Series.Builder same = Series.builder();
        for (int block = 0; block < 60; block++) {
            same.add(block, 1e6);
        }
        Series series = same.build();
        Sequential sequential = new Sequential(new Until(Margin.of(Duration.ZERO), LONG), random);

        assertThat(sequential.after(within(series, 20), within(series, 20), Duration.ZERO))
                .isEmpty();
        assertThat(sequential.after(series, series, Duration.ZERO)).isEmpty();
        assertThat(sequential.after(series, series, LONG)).containsInstanceOf(Stop.TimeUp.class);
    }

    @Test
    void aTimeThatIsOverBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new Until(Margin.DEFAULT, Duration.ZERO))
                .hasMessage("most: must be above 0, got PT0S");
    }

    private static Series within(Series series, int blocks) {
        Series.Builder within = Series.builder();
        for (int i = 0; i < blocks; i++) {
            within.add(series.block(i), 1e6 * series.millis(i));
        }
        return within.build();
    }

    private Stop stop(PairedRun run, Until until, Duration aBlock) {
        Sequential sequential = new Sequential(until, random);
        Optional<Stop> stop = Optional.empty();
        for (int block = 1; stop.isEmpty(); block++) {
            run.blocks(1);
            stop = sequential.after(run.first(), run.second(), aBlock.multipliedBy(block));
        }
        return stop.get();
    }
}
