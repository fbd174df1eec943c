package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the statistics say of servers whose truth is known, a thousand times over; it takes minutes
/// and has a command of its own (docs/measuring.md). Prints its figures.
@Tag("proof")
class TruthTest {

    private static final int RUNS = 1_000;
    private static final int COVERAGE_RUNS = 2_000;
    private static final int MOST_CALLED = 65;
    private static final int LONGEST = 320;

    private final RandomGenerator random = new SplittableRandom(2026);

    static Stream<SimulatedServer> servers() {
        SimulatedServer usual = SimulatedServer.lognormal(0.5);
        SimulatedServer skewed = SimulatedServer.lognormal(1);
        return Stream.of(
                usual,
                skewed,
                SimulatedServer.pareto(1.5),
                SimulatedServer.pareto(2.5),
                SimulatedServer.timingOut(0.01),
                usual.drifting(0.0005),
                usual.correlated(0.5),
                skewed.correlated(0.5),
                usual.correlated(0.9));
    }

    static Stream<SimulatedServer> wellBehaved() {
        return Stream.of(0.5, 1.0)
                .map(SimulatedServer::lognormal)
                .flatMap(server -> Stream.of(server, server.correlated(0.5)));
    }

    static Stream<Arguments> figures() {
        return wellBehaved()
                .flatMap(server -> Stream.of(30, 100).map(blocks -> Arguments.of(server, blocks)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void aPlaceIsHardlyEverCalledDifferentFromItself(SimulatedServer server) {
        int called = 0;
        for (int i = 0; i < RUNS; i++) {
            called += calls(difference(new PairedRun(server, 10, 1, random).blocks(35))) ? 1 : 0;
        }
        print("A/A, 35 blocks", server, called);
        assertThat(called).isLessThanOrEqualTo(MOST_CALLED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void norIsItWhenTheIntervalsWidthSaysWhenToStop(SimulatedServer server) {
        Until until = new Until(Margin.of(usualWidth(server)), Duration.ofSeconds(LONGEST));
        int called = 0;
        long blocks = 0;
        for (int i = 0; i < RUNS; i++) {
            Stop stop = stop(new PairedRun(server, 10, 1, random), until);
            called += calls(stop.difference()) ? 1 : 0;
            blocks += stop.difference().blocks();
        }
        print("A/A, sequential, %d blocks on average".formatted(blocks / RUNS), server, called);
        assertThat(called).isLessThanOrEqualTo(MOST_CALLED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellBehaved")
    void aDifferenceOfThreePercentIsFoundByTheNumberOfRequestsThatWasComputed(
            SimulatedServer server) {
        int found = 0;
        long requests = 0;
        for (int i = 0; i < RUNS; i++) {
            PairedRun pilot = new PairedRun(server, 20, 1.03, random).blocks(35);
            Comparison comparison =
                    Comparison.of(pilot.first(), pilot.second(), Margin.of(Duration.ZERO), random);
            OptionalLong needed =
                    SampleSize.finding(
                            comparison.difference(), 700, 0.03 * pilot.first().meanMillis());
            requests += needed.orElseThrow();
            int blocks = (int) Math.ceilDiv(needed.orElseThrow(), 20L);
            PairedRun study = new PairedRun(server, 20, 1.03, random).blocks(blocks);
            found += difference(study).interval().low() > 0 ? 1 : 0;
        }
        print("3 %% found, %,d requests on average".formatted(requests / RUNS), server, found);
        assertThat(found).isGreaterThanOrEqualTo(950);
    }

    @ParameterizedTest(name = "{0}, {1} blocks of 20")
    @MethodSource("figures")
    void intervalsCoverTheTruthAsOftenAsTheySay(SimulatedServer server, int blocks) {
        Map<String, Integer> covered = new LinkedHashMap<>();
        for (int i = 0; i < COVERAGE_RUNS; i++) {
            PairedRun run = new PairedRun(server, 20, 1.3, random).blocks(blocks);
            estimates(run)
                    .forEach(
                            (figure, estimate) -> {
                                boolean covers =
                                        estimate.interval().contains(truth(server, figure));
                                covered.merge(figure, covers ? 1 : 0, Integer::sum);
                            });
        }
        covered.forEach(
                (figure, times) ->
                        print("%s covered, %d blocks".formatted(figure, blocks), server, times));
        assertThat(covered.values())
                .allMatch(times -> times >= 0.93 * COVERAGE_RUNS && times <= 0.97 * COVERAGE_RUNS);
    }

    private Map<String, Estimate> estimates(PairedRun run) {
        BlockBootstrap bootstrap = new BlockBootstrap(random);
        Series first = run.first();
        Series second = run.second();
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put("mean", bootstrap.mean(first));
        estimates.put("mean without blocks", bootstrap.mean(first.inBlocks()));
        estimates.put("difference of means", bootstrap.difference(first, second));
        for (Percentile percentile : Percentile.values()) {
            if (first.size() >= percentile.floor()) {
                estimates.put(percentile.label(), bootstrap.percentile(first, percentile));
                estimates.put(
                        "difference of " + percentile.label(),
                        bootstrap.difference(first, second, percentile));
            }
        }
        return estimates;
    }

    private static double truth(SimulatedServer server, String figure) {
        double whole =
                Stream.of(Percentile.values())
                        .filter(percentile -> figure.endsWith(percentile.label()))
                        .findFirst()
                        .map(percentile -> server.quantileMillis(percentile.probability()))
                        .orElseGet(server::meanMillis);
        return figure.startsWith("difference") ? 0.3 * whole : whole;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellBehaved")
    void whatIsWellBehavedIsHardlyEverSaidToHaveAHeavyTailOrToDrift(SimulatedServer server) {
        int heavy = count(server, 20, 100, checks -> checks.tail().shows());
        int drifting = count(server, 20, 100, checks -> checks.drift().shows());
        print("said to have a heavy tail", server, heavy);
        print("said to drift", server, drifting);
        assertThat(heavy).isLessThanOrEqualTo(50);
        assertThat(drifting).isLessThanOrEqualTo(50);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heavy")
    void aParetoTailIsFlagged(SimulatedServer server) {
        int heavy = count(server, 20, 100, checks -> checks.tail().shows());
        print("said to have a heavy tail", server, heavy);
        assertThat(heavy).isGreaterThanOrEqualTo(950);
    }

    static Stream<SimulatedServer> heavy() {
        return Stream.of(SimulatedServer.pareto(1.2), SimulatedServer.pareto(1.5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drifting")
    void aDriftIsFlagged(SimulatedServer server) {
        int drifting = count(server, 20, 100, checks -> checks.drift().shows());
        print("said to drift", server, drifting);
        assertThat(drifting).isGreaterThanOrEqualTo(950);
    }

    /// Slower by half at the end of 2,000 requests at each place.
    static Stream<SimulatedServer> drifting() {
        return wellBehaved().limit(2).map(server -> server.drifting(0.5 / 4_000));
    }

    private int count(
            SimulatedServer server, int requestsPerBlock, int blocks, Predicate<Checks> shows) {
        int count = 0;
        for (int i = 0; i < RUNS; i++) {
            PairedRun run = new PairedRun(server, requestsPerBlock, 1, random).blocks(blocks);
            count += shows.test(Checks.of(run.first())) ? 1 : 0;
        }
        return count;
    }

    private Estimate difference(PairedRun run) {
        return new BlockBootstrap(random).difference(run.first(), run.second());
    }

    private static boolean calls(Estimate difference) {
        return !difference.interval().contains(0);
    }

    /// What some 60 blocks come to.
    private Duration usualWidth(SimulatedServer server) {
        double[] widths =
                IntStream.range(0, 21)
                        .mapToObj(i -> new PairedRun(server, 10, 1, random).blocks(60))
                        .mapToDouble(run -> difference(run).interval().width())
                        .toArray();
        return Duration.ofNanos((long) (1e6 * Summary.QUANTILE.evaluate(widths, 0.5)));
    }

    /// A block takes a second.
    private Stop stop(PairedRun run, Until until) {
        Sequential sequential = new Sequential(until, random);
        int blocks = 0;
        Optional<Stop> stop = Optional.empty();
        while (stop.isEmpty()) {
            run.blocks(1);
            blocks++;
            if (Sequential.looksAfter(blocks) || blocks == LONGEST) {
                stop = sequential.after(run.first(), run.second(), Duration.ofSeconds(blocks));
            }
        }
        return stop.get();
    }

    private static void print(String what, SimulatedServer server, int times) {
        System.out.printf(Locale.ROOT, "%-46s %-24s %5d%n", what, server.name(), times);
    }
}
