package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosedLoopTest {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void eachTargetHasOneRequestUnderWayAndAllAreCounted() throws Exception {
        List<Target> targets = List.of(new Busy(), new Busy(), new Busy());

        LoadResult result =
                new ClosedLoop(Duration.ofSeconds(1))
                        .run(Duration.ofMillis(300), List.of("a", "b"), targets, LoadWatch.NOBODY);

        long sent = targets.stream().mapToLong(target -> ((Busy) target).sent).sum();
        assertThat(most.get()).isEqualTo(3);
        assertThat(result.sent()).isEqualTo(sent);
        assertThat(result.count(Status.ANSWERED)).isEqualTo(sent);
        assertThat(result.perSecond()).isNaN();
        assertThat(result.late()).isZero();
        assertThat(result.latency().count()).isEqualTo(sent);
    }

    private final class Busy implements Target {

        private long sent;

        @Override
        public Outcome send(String item, Duration deadline) throws InterruptedException {
            sent++;
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            long begin = System.nanoTime();
            Thread.sleep(5);
            underWay.decrementAndGet();
            return new Outcome(Status.ANSWERED, System.nanoTime() - begin, Map.of(), 0, 0, item);
        }

        @Override
        public void close() {}
    }
}
