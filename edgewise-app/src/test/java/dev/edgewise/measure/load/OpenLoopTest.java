package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.statistics.Percentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long MILLI = 1_000_000;

    private final FakePacer clock = new FakePacer();
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    @Test
    void requestsGoOutAtTheirTimesWhateverTheAnswersTake() throws Exception {
        LoadResult result = run(100, 10, n -> answered(MILLI));

        assertThat(result.perSecond()).isEqualTo(100);
        assertThat(result.sent()).isEqualTo(1_000);
        assertThat(result.sentPerSecond()).isCloseTo(100, within(0.1));
        assertThat(result.count(Status.ANSWERED)).isEqualTo(1_000);
        assertThat(result.late()).isZero();
        assertThat(result.dropped()).isZero();
        assertThat(millis(result.latency(), Percentile.P99)).isCloseTo(1, within(0.01));
    }

    @Test
    void itemsTakeTurns() throws Exception {
        run(3, 1, n -> answered(0));

        assertThat(sent).containsExactly("a", "b", "a");
    }

    @Test
    void aFreezeOfASecondIsChargedToEveryRequestMeantForThatSecond() throws Exception {
        LoadResult result = run(100, 10, n -> answered(n == 500 ? 1_000 * MILLI : MILLI));

        // Of 1,000 requests some 100 fell into the freeze, evenly spread over what was left of it.
        assertThat(millis(result.latency(), Percentile.P50)).isCloseTo(1, within(0.01));
        assertThat(millis(result.latency(), Percentile.P95)).isBetween(400.0, 600.0);
        assertThat(millis(result.latency(), Percentile.P99)).isBetween(850.0, 950.0);
        assertThat(result.latency().maxMillis()).isCloseTo(1_000, within(1.0));
        assertThat(result.late()).isBetween(95L, 125L);
        // The service time saw one slow request.
        assertThat(millis(result.service(), Percentile.P99)).isCloseTo(1, within(0.01));
    }

    @Test
    void aFreezeOfASecondShowsInTheLastThousandth() throws Exception {
        LoadResult result = run(1_000, 10, n -> answered(n == 5_000 ? 1_000 * MILLI : MILLI / 10));

        // Of 10,000 requests the 10 slowest were meant for the first 10 ms of the freeze.
        assertThat(millis(result.latency(), Percentile.P50)).isCloseTo(0.1, within(0.01));
        assertThat(millis(result.latency(), Percentile.P999)).isBetween(985.0, 995.0);
        assertThat(millis(result.service(), Percentile.P999)).isCloseTo(0.1, within(0.01));
    }

    @Test
    void whatIsNotAnsweredRanksAsItsTimeoutAndIsCounted() throws Exception {
        LoadResult result =
                run(
                        100,
                        10,
                        n ->
                                switch ((int) (n % 10)) {
                                    case 0 -> Outcome.without(Status.REFUSED, MILLI, "full");
                                    case 1 -> Outcome.without(Status.FAILED, MILLI, "broken");
                                    case 2 -> Outcome.without(Status.TIMED_OUT, MILLI, "slow");
                                    default -> answered(MILLI);
                                });

        assertThat(result.counts())
                .isEqualTo(
                        Map.of(
                                Status.ANSWERED, 700L,
                                Status.REFUSED, 100L,
                                Status.FAILED, 100L,
                                Status.WRONG, 0L,
                                Status.TIMED_OUT, 100L));
        assertThat(result.latency().count()).isEqualTo(1_000);
        assertThat(millis(result.latency(), Percentile.P50)).isCloseTo(1, within(0.01));
        assertThat(millis(result.latency(), Percentile.P90)).isCloseTo(2_000, within(2.0));
        assertThat(result.answeredLatency().count()).isEqualTo(700);
        assertThat(millis(result.answeredLatency(), Percentile.P99)).isCloseTo(1, within(0.01));
        assertThat(result.answeredPerSecond()).isCloseTo(70, within(0.1));
    }

    @Test
    void anAnswerAfterTheTimeoutIsNone() throws Exception {
        LoadResult result = run(1, 5, n -> answered(n == 1 ? 2_001 * MILLI : MILLI));

        // The one after it was meant for when it was still under way, and still came in time.
        assertThat(result.count(Status.TIMED_OUT)).isEqualTo(1);
        assertThat(result.count(Status.ANSWERED)).isEqualTo(4);
        assertThat(result.latency().maxMillis()).isCloseTo(2_000, within(2.0));
    }

    @Test
    void phasesAreKeptByStatus() throws Exception {
        LoadResult result =
                run(
                        100,
                        10,
                        n ->
                                n % 2 == 0
                                        ? phases(Status.ANSWERED, 3 * MILLI)
                                        : phases(Status.REFUSED, MILLI));

        Distribution answered = phase(result, Status.ANSWERED);
        assertThat(answered.count()).isEqualTo(500);
        assertThat(answered.meanMillis()).isCloseTo(3, within(0.01));
        assertThat(phase(result, Status.REFUSED).meanMillis()).isCloseTo(1, within(0.01));
        assertThat(result.phases()).containsEntry(Status.FAILED, Map.of());
    }

    @Test
    void aPercentileOfTooFewRequestsIsNotShownAndSaysWhy() throws Exception {
        Distribution latency = run(100, 1, n -> answered(MILLI)).latency();

        assertThat(latency.percentileMillis(Percentile.P90)).isPresent();
        assertThat(latency.percentileMillis(Percentile.P95)).isEmpty();
        assertThat(latency.whyMissing(Percentile.P95))
                .isEqualTo("p95 needs 130 requests, there are 100");
        assertThat(latency.whyMissing(Percentile.P90)).isEmpty();
    }

    @Test
    void distributionsAreMergedAsIfTheyWereOne() throws Exception {
        Distribution fast = run(100, 9, n -> answered(MILLI)).latency();
        Distribution slow = run(100, 1, n -> answered(5 * MILLI)).latency();

        Distribution both = Distribution.merged(List.of(fast, slow));

        assertThat(both.count()).isEqualTo(1_000);
        assertThat(millis(both, Percentile.P50)).isCloseTo(1, within(0.01));
        assertThat(millis(both, Percentile.P95)).isCloseTo(5, within(0.01));
        assertThat(fast.count()).isEqualTo(900);
    }

    @Test
    void whereAllTargetsAreBusyARequestWaitsAndGoesOutLate() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        // The last of three requests is due 20 ms after the first, which ends 40 ms later still;
        // the second takes 1 ms.
        LoadResult result = onThreads(100, Duration.ofMillis(25), gate, 40 * MILLI);

        assertThat(result.sent()).isEqualTo(3);
        assertThat(result.late()).isEqualTo(2);
        assertThat(result.dropped()).isZero();
        assertThat(result.lateness().maxMillis()).isCloseTo(51, within(0.1));
    }

    @Test
    void aRequestThatWouldStillWaitAtItsTimeoutIsDroppedAndRanksAsIt() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        LoadResult result = onThreads(100, Duration.ofMillis(25), gate, 5_000 * MILLI);

        assertThat(result.sent()).isEqualTo(1);
        assertThat(result.dropped()).isEqualTo(2);
        assertThat(result.latency().count()).isEqualTo(3);
        assertThat(result.latency().maxMillis()).isCloseTo(2_000, within(2.0));
    }

    @Test
    void whatWaitsWhenTheLoadIsInterruptedIsNeitherSentNorDropped() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        Pacer interrupted =
                new Pacer() {
                    private int waits;

                    @Override
                    public long nanoTime() {
                        return clock.nanoTime();
                    }

                    @Override
                    public void waitUntil(long nanoTime) throws InterruptedException {
                        if (waits == 1) {
                            OpenLoopTest.await(busy);
                        }
                        if (waits++ == 3) {
                            Thread.startVirtualThread(() -> openOnceItWaits(gate, runner));
                            throw new InterruptedException();
                        }
                        clock.waitUntil(nanoTime);
                    }
                };
        Target target =
                target(
                        n -> {
                            busy.countDown();
                            await(gate);
                            return answered(MILLI);
                        });

        LoadResult result =
                new OpenLoop(TIMEOUT, interrupted, Thread::startVirtualThread)
                        .run(
                                new ConstantArrivals(100),
                                TIMEOUT,
                                List.of("a"),
                                List.of(target),
                                LoadWatch.NOBODY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.sent()).isEqualTo(1);
        assertThat(result.dropped()).isZero();
        assertThat(result.unsent()).isEqualTo(2);
        assertThat(result.latency().count()).isEqualTo(1);
        assertThat(result.latency().maxMillis()).isLessThan(100);
        // Three in 20 ms.
        assertThat(result.scheduledPerSecond()).isCloseTo(150, within(0.1));
    }

    private static void openOnceItWaits(CountDownLatch gate, Thread runner) {
        while (runner.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        gate.countDown();
    }

    @Test
    void aTargetThatThrowsEndsTheLoad() {
        assertThatThrownBy(
                        () ->
                                run(
                                        100,
                                        10,
                                        n -> {
                                            throw new IllegalArgumentException("a bug");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a target threw what should be an outcome")
                .hasRootCauseMessage("a bug");
        assertThat(sent).hasSize(1);
    }

    @Test
    void nothingToSendIsRefused() {
        OpenLoop loop = new OpenLoop(TIMEOUT);
        Arrivals arrivals = new ConstantArrivals(1);

        assertThatThrownBy(
                        () ->
                                loop.run(
                                        arrivals,
                                        TIMEOUT,
                                        List.of(),
                                        List.of(target(n -> answered(0)))))
                .hasMessage("at least one item and one target are needed");
    }

    @Test
    void inRealTimeEachRequestGoesOutOnceAndNotBeforeItsTime() throws Exception {
        LoadResult result =
                new OpenLoop(TIMEOUT)
                        .run(
                                new ConstantArrivals(200),
                                Duration.ofMillis(500),
                                List.of("a"),
                                List.of(target(n -> answered(0)), target(n -> answered(0))));

        assertThat(result.sent() + result.dropped()).isEqualTo(100);
        assertThat(result.nanos()).isGreaterThanOrEqualTo(500 * MILLI);
    }

    /// In fake time, each answer before the next request.
    private LoadResult run(double perSecond, long seconds, LongFunction<Outcome> answers)
            throws InterruptedException {
        return new OpenLoop(TIMEOUT, clock, Runnable::run)
                .run(
                        new ConstantArrivals(perSecond),
                        Duration.ofSeconds(seconds),
                        List.of("a", "b"),
                        List.of(target(answers)));
    }

    /// In fake time, with one target, whose first request ends `nanos` after the last one was due.
    private LoadResult onThreads(double perSecond, Duration length, CountDownLatch gate, long nanos)
            throws InterruptedException {
        Arrivals arrivals = new ConstantArrivals(perSecond);
        CountDownLatch busy = new CountDownLatch(1);
        Arrivals opening =
                new Arrivals() {
                    @Override
                    public long nextNanos() {
                        long at = arrivals.nextNanos();
                        if (at > 0) {
                            await(busy);
                        }
                        if (at >= length.toNanos()) {
                            clock.pass(nanos);
                            gate.countDown();
                        }
                        return at;
                    }

                    @Override
                    public double perSecond() {
                        return arrivals.perSecond();
                    }
                };
        Target target =
                target(
                        n -> {
                            busy.countDown();
                            await(gate);
                            return answered(MILLI);
                        });
        return new OpenLoop(TIMEOUT, clock, Thread::startVirtualThread)
                .run(opening, length, List.of("a"), List.of(target));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Target target(LongFunction<Outcome> answers) {
        return new Target() {
            private long number;

            @Override
            public Outcome send(String item, Duration deadline) {
                sent.add(item);
                Outcome outcome = answers.apply(number++);
                clock.pass(outcome.nanos());
                return outcome;
            }

            @Override
            public void close() {}
        };
    }

    private static Outcome answered(long nanos) {
        return new Outcome(Status.ANSWERED, nanos, Map.of(), 0, 0, "yes");
    }

    private static Outcome phases(Status status, long nanos) {
        return new Outcome(status, nanos, Map.of("predict", nanos), 0, 0, "");
    }

    private static Distribution phase(LoadResult result, Status status) {
        Distribution phase = result.phases().getOrDefault(status, Map.of()).get("predict");
        assertThat(phase).isNotNull();
        return phase;
    }

    private static double millis(Distribution distribution, Percentile percentile) {
        return distribution.percentileMillis(percentile).orElseThrow();
    }
}
