package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Percentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The search on a server in made-up time, whose capacity is known: it takes 5 ms up to 400
/// requests a second, and 50 ms from there on.
@Timeout(60)
class CapacitySearchTest {

    private static final long MILLI = 1_000_000;
    private static final double TRUTH = 400;
    private static final Objective TWENTY = new Objective(Percentile.P99, Duration.ofMillis(20));

    @Test
    void theCapacityIsFoundFromBelowAndFromAbove() {
        for (double from : List.of(3.0, 150.0, 390.0, 420.0, 5_000.0)) {
            CapacitySearch.Found found = search(Duration.ofSeconds(2)).from(from);

            assertThat(found.best()).isPresent();
            assertThat(found.best().get().perSecond())
                    .isBetween(TRUTH / CapacitySearch.PRECISION, TRUTH);
            assertThat(found.atLeast()).isFalse();
        }
    }

    @Test
    void eachTrialIsLongEnoughForItsPercentile() {
        CapacitySearch.Found found = search(Duration.ofMillis(100)).from(100);

        assertThat(found.trials())
                .allMatch(trial -> trial.result().sent() >= Percentile.P99.floor());
    }

    @Test
    void whereNoRateHoldsNoneIsFound() {
        Objective never = new Objective(Percentile.P99, Duration.ofMillis(1));
        CapacitySearch.Found found =
                new CapacitySearch(never, Duration.ofSeconds(1), CapacitySearchTest::load)
                        .from(400);

        assertThat(found.best()).isEmpty();
        assertThat(found.trials().getLast().why()).isEqualTo("p99 <= 1 ms does not hold");
        // 662 requests take longer than five minutes below 2.5 a second.
        assertThat(found.trials().getLast().perSecond()).isBetween(2.5, 5.1);
        assertThat(found.end()).isEqualTo(CapacitySearch.End.TOO_SLOW);
    }

    @Test
    void aTrialNeverFailsSinceChanceDrewTooFewRequestsForItsPercentile() {
        for (Percentile percentile : List.of(Percentile.P90, Percentile.P95, Percentile.P99)) {
            Objective objective = new Objective(percentile, Duration.ofMillis(20));
            long few = 0;
            int trials = 0;
            for (int seed = 0; seed < 200; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                CapacitySearch.Found found =
                        new CapacitySearch(
                                        objective,
                                        Duration.ofMillis(1),
                                        (rate, length) -> poisson(rate, length, random.split()))
                                .from(100);

                assertThat(found.best().orElseThrow().perSecond())
                        .isBetween(TRUTH / CapacitySearch.PRECISION, TRUTH);
                assertThat(found.trials())
                        .filteredOn(trial -> !trial.holds() && trial.perSecond() <= TRUTH)
                        .allMatch(CapacitySearchTest::tooFew);
                few += found.trials().stream().filter(CapacitySearchTest::tooFew).count();
                trials += found.trials().size();
            }
            assertThat(few).isLessThan(trials / 100);
        }
    }

    @Test
    void aRateAtWhichTooFewCameIsTriedAgain() {
        List<Double> rates = new ArrayList<>();
        CapacitySearch.Found found =
                new CapacitySearch(
                                TWENTY,
                                Duration.ofSeconds(1),
                                (rate, length) -> {
                                    rates.add(rate);
                                    return load(
                                            rate,
                                            rates.size() == 1 ? Duration.ofMillis(50) : length);
                                })
                        .from(100);

        assertThat(rates.subList(0, 3)).containsExactly(100.0, 100.0, 200.0);
        assertThat(found.trials().getFirst().why())
                .isEqualTo("too few to tell: p99 needs 662 requests, there are 5");
        assertThat(found.best().orElseThrow().perSecond())
                .isBetween(TRUTH / CapacitySearch.PRECISION, TRUTH);
    }

    @Test
    void aRateThatIsntKeptUpDoesNotHoldHoweverPatientTheObjectiveIs() {
        Objective patient = new Objective(Percentile.P50, Duration.ofSeconds(9));
        CapacitySearch.Found found =
                new CapacitySearch(patient, Duration.ofSeconds(1), CapacitySearchTest::queued)
                        .from(100);

        assertThat(found.best().orElseThrow().perSecond()).isBetween(TRUTH / 1.05, TRUTH * 1.05);
        assertThat(found.trials())
                .anyMatch(trial -> trial.finding() == CapacitySearch.Finding.BEHIND)
                .anyMatch(trial -> trial.why().startsWith("no more than 4"));
    }

    @Test
    void aSearchThatCantBeginSaysWhy() {
        CapacitySearch.Found slow = search(Duration.ofSeconds(1)).from(2);
        CapacitySearch.Found stopped =
                new CapacitySearch(
                                TWENTY,
                                Duration.ofSeconds(1),
                                (_, _) -> {
                                    throw new InterruptedException();
                                })
                        .from(100);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(slow.trials()).isEmpty();
        assertThat(slow.end()).isEqualTo(CapacitySearch.End.TOO_SLOW);
        assertThat(stopped.trials()).isEmpty();
        assertThat(stopped.end()).isEqualTo(CapacitySearch.End.STOPPED);
        // Longer trials can be had.
        assertThat(search(Duration.ofMinutes(7)).from(2).best()).isPresent();
    }

    @Test
    void aGeneratorThatCantGoOnIsNotTakenForTheServersCapacity() {
        CapacitySearch.Found found =
                new CapacitySearch(
                                TWENTY,
                                Duration.ofSeconds(1),
                                (rate, length) ->
                                        rate > 300 ? late(load(rate, length)) : load(rate, length))
                        .from(100);

        assertThat(found.best()).isPresent();
        assertThat(found.best().get().perSecond()).isBetween(285.0, 300.0);
        assertThat(found.atLeast()).isTrue();
        assertThat(found.trials())
                .filteredOn(trial -> !trial.holds())
                .extracting(CapacitySearch.Trial::why)
                .containsOnly("this generator could not send them in time");
    }

    @Test
    void aSearchThatIsStoppedKeepsWhatItFound() {
        CapacitySearch.Found found =
                new CapacitySearch(
                                TWENTY,
                                Duration.ofSeconds(1),
                                (rate, length) -> {
                                    if (rate > 150) {
                                        throw new InterruptedException();
                                    }
                                    return load(rate, length);
                                })
                        .from(100);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found.best()).isPresent();
        assertThat(found.best().get().perSecond()).isEqualTo(100);
        assertThat(found.atLeast()).isTrue();
    }

    private static CapacitySearch search(Duration length) {
        return new CapacitySearch(TWENTY, length, CapacitySearchTest::load);
    }

    private static boolean tooFew(CapacitySearch.Trial trial) {
        return trial.finding() == CapacitySearch.Finding.TOO_FEW;
    }

    private static LoadResult poisson(double perSecond, Duration length, SplittableRandom random) {
        return run(
                new PoissonArrivals(perSecond, random),
                length,
                perSecond <= TRUTH ? 5 * MILLI : 50 * MILLI,
                0);
    }

    /// A server that takes one request after another, and lets the others wait.
    private static LoadResult queued(double perSecond, Duration length) {
        Tallies tallies = new Tallies(LoadWatch.NOBODY);
        long nanos = Math.round(1e9 / TRUTH);
        Outcome outcome = new Outcome(Status.ANSWERED, nanos, Map.of(), 0, 0, "");
        Arrivals arrivals = new ConstantArrivals(perSecond);
        long free = 0;
        for (long at = arrivals.nextNanos(); at < length.toNanos(); at = arrivals.nextNanos()) {
            free = Math.max(free, at);
            tallies.add(new Shot("a", at, free, free > at, 10_000 * MILLI, outcome));
            free += nanos;
        }
        return tallies.result(perSecond, length.toNanos(), 10_000 * MILLI, 0, 0);
    }

    private static LoadResult load(double perSecond, Duration length) {
        return run(
                new ConstantArrivals(perSecond),
                length,
                perSecond <= TRUTH ? 5 * MILLI : 50 * MILLI,
                0);
    }

    /// The same, every other request two seconds late by the generator's own doing.
    private static LoadResult late(LoadResult result) {
        return run(
                new ConstantArrivals(result.perSecond()),
                Duration.ofSeconds(5),
                5 * MILLI,
                2_000 * MILLI);
    }

    private static LoadResult run(Arrivals arrivals, Duration length, long nanos, long lateNanos) {
        Tallies tallies = new Tallies(LoadWatch.NOBODY);
        long timeout = 10_000 * MILLI;
        Outcome outcome = new Outcome(Status.ANSWERED, nanos, Map.of(), 0, 0, "");
        int number = 0;
        for (long at = arrivals.nextNanos(); at < length.toNanos(); at = arrivals.nextNanos()) {
            long sent = at + (number++ % 2 == 0 ? lateNanos : 0);
            tallies.add(new Shot("a", at, sent, false, timeout, outcome));
        }
        return tallies.result(arrivals.perSecond(), length.toNanos(), timeout, 0, 0);
    }
}
