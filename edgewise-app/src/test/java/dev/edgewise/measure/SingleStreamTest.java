package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.measure.statistics.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SingleStreamTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private long now = 1_000;
    private final List<Sample> samples = new ArrayList<>();
    private final SingleStream stream = new SingleStream(DEADLINE, () -> now);

    @Test
    void theNextRequestIsSentWhenTheLastHasEnded() throws Exception {
        run(new Steps(10, 300, 20));

        assertThat(samples).extracting(Sample::startNanos).containsExactly(0L, 10L, 310L);
        assertThat(samples).extracting(s -> s.outcome().nanos()).containsExactly(10L, 300L, 20L);
        assertThat(samples).extracting(Sample::item).containsExactly("a", "b", "c");
        assertThat(samples).extracting(Sample::index).containsExactly(0, 1, 2);
        assertThat(samples).extracting(Sample::timeout).containsOnly(DEADLINE);
    }

    @Test
    void theFirstRequestOfABlockStandsApart() throws Exception {
        run(new Steps(1, 1, 1));

        assertThat(samples)
                .extracting(Sample::stage)
                .containsExactly(Stage.COLD, Stage.MEASURED, Stage.MEASURED);
    }

    @Test
    void whatWasMeasuredBeforeAnInterruptIsKept() {
        assertThatThrownBy(() -> run(new Steps(10, 300))).isInstanceOf(InterruptedException.class);
        assertThat(samples).hasSize(2);
    }

    @Test
    void aFreezeOfTheTargetShowsInTheTail() throws Exception {
        run(new Steps(1_000_000, 1_000_000_000, 1_000_000));

        assertThat(Series.of(samples).toMillis()).containsExactly(1, 1_000, 1);
    }

    private void run(Target target) throws InterruptedException {
        try (target) {
            stream.run(
                    "edge",
                    target,
                    3,
                    List.of("a", "b", "c"),
                    Stage.COLD,
                    Stage.MEASURED,
                    samples::add);
        }
    }

    /// Takes so many nanoseconds a request, then is interrupted.
    private final class Steps implements Target {

        private final List<Long> left = new ArrayList<>();

        Steps(long... nanos) {
            for (long step : nanos) {
                left.add(step);
            }
        }

        @Override
        public Outcome send(String item, Duration deadline) throws InterruptedException {
            if (left.isEmpty()) {
                throw new InterruptedException();
            }
            long step = left.removeFirst();
            now += step;
            return new Outcome(Status.ANSWERED, step, Map.of(), 0, 0, item);
        }

        @Override
        public void close() {}
    }
}
