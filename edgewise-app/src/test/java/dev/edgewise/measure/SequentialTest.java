package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void itStopsAtTheSecondLookInARowThatIsNarrow() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.3), 10, 2, random);
        Stop stop = stop(run, new Until(Margin.of(0.2), LONG), Duration.ZERO);

        assertThat(stop).isInstanceOf(Stop.Narrow.class);
        assertThat(((Stop.Narrow) stop).blocks()).isEqualTo(30);
        assertThat(stop.difference().blocks()).isEqualTo(30);
        assertThat(stop.difference().interval().width()).isLessThan(0.2 * run.first().meanMillis());
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
    void whatNoMeasurementReachesIsRefused() {
        assertThatThrownBy(() -> new Until(Margin.of(Duration.ZERO), LONG))
                .hasMessage("width: must be above 0, no measurement gets there, got 0");
        assertThatThrownBy(() -> new Until(Margin.DEFAULT, Duration.ZERO))
                .hasMessage("most: must be above 0, got PT0S");
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
