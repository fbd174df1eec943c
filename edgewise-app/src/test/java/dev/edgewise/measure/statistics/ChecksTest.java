package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Status;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static final int RUNS = 200;

    private final RandomGenerator random = new SplittableRandom(4);

    @Test
    void independentRequestsHardlyEverGiveAWarning() {
        int warned = 0;
        for (int i = 0; i < RUNS; i++) {
            warned += warned(SimulatedServer.lognormal(0.5), 40, 20) ? 1 : 0;
            warned += warned(SimulatedServer.lognormal(1), 40, 100) ? 1 : 0;
        }
        assertThat(warned).isLessThanOrEqualTo(20);
    }

    @Test
    void requestsThatAreAlikeAreToldOfAndAreWorthFewer() {
        Series series = run(SimulatedServer.lognormal(0.5).correlated(0.8), 100, 50);
        Checks checks = Checks.of(series);

        assertThat(checks.memory().shows()).isTrue();
        assertThat(checks.memory().correlation()).isBetween(0.7, 0.85);
        // (1 - 0.8) / (1 + 0.8) of the 5,000.
        assertThat(checks.memory().worth()).isBetween(300.0, 900.0);
        assertThat(checks.warnings())
                .singleElement()
                .asString()
                .matches(
                        "Requests in a row are alike \\(correlation 0\\.\\d\\d\\): the 5,000 are"
                                + " worth \\d{3} independent ones\\.");
    }

    @Test
    void requestsWorthMoreThanThemselvesAreCountedAsThemselves() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 400; i++) {
            series.add(i / 20, i % 2 == 0 ? 1e6 : 2e6);
        }
        assertThat(Checks.of(series.build()).memory().worth()).isEqualTo(400);
    }

    @Test
    void aDriftIsToldOfWithItsSize() {
        // 4,000 requests, the last of which take a fifth longer than the first.
        Series series = run(SimulatedServer.lognormal(0.3).drifting(0.2 / 8_000), 80, 50);
        Checks checks = Checks.of(series);

        assertThat(checks.drift().share()).isCloseTo(0.18, within(0.06));
        assertThat(checks.warnings())
                .singleElement()
                .asString()
                .matches(
                        "The times drifted: the last block was \\d+\\.\\d % slower than the first"
                                + " \\(Mann-Kendall, p = .*\\)\\.");
    }

    @Test
    void blocksThatAreAlikeAreNotTakenForADrift() {
        int drifting = 0;
        for (int i = 0; i < RUNS; i++) {
            Series series = run(SimulatedServer.lognormal(0.5).correlated(0.9), 60, 10);
            drifting += Checks.of(series).drift().shows() ? 1 : 0;
        }
        assertThat(drifting).isLessThanOrEqualTo(RUNS / 20);
    }

    @Test
    void aTailOfInfiniteVarianceIsToldOf() {
        Series series = run(SimulatedServer.pareto(1.5), 100, 50);

        assertThat(Checks.of(series).warnings())
                .singleElement()
                .asString()
                .matches(
                        "The tail is so heavy \\(index 1\\.\\d by Hill, from the largest 70\\) that"
                                + " the variance may be infinite: trust the percentiles, not the"
                                + " mean and its interval\\.");
    }

    @Test
    void timeoutsAreNoTail() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 2_000; i++) {
            boolean answered = i % 10 != 0;
            series.add(
                    i / 50,
                    answered ? 1e6 * (1 + 0.1 * random.nextDouble()) : 2e9,
                    answered ? Status.ANSWERED : Status.TIMED_OUT);
        }
        assertThat(Checks.of(series.build()).tail().shows()).isFalse();
    }

    @Test
    void tooFewSayNothing() {
        Checks checks = Checks.of(run(SimulatedServer.pareto(1.1), 9, 10));

        assertThat(checks.drift().shows()).isFalse();
        assertThat(checks.drift().chance()).isNaN();
        assertThat(checks.tail().shows()).isFalse();
        assertThat(checks.tail().index()).isNaN();
    }

    @Test
    void durationsThatAreAllTheSameAreNoReasonToWarn() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 2_000; i++) {
            series.add(i / 50, 3e6);
        }
        Checks checks = Checks.of(series.build());

        assertThat(checks.warnings()).isEmpty();
        assertThat(checks.outliers()).isEqualTo(new Outliers(0, 2_000, 0));
    }

    @Test
    void outliersAreCountedByANamedRuleAndStayIn() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 99; i++) {
            series.add(i / 10, (9 + i % 3) * 1e6);
        }
        series.add(9, 1_000e6);

        assertThat(Checks.of(series.build()).outliers().words())
                .isEqualTo("1 of 100 (50.3 % of the time)");
    }

    @Test
    void nothingCannotBeChecked() {
        Series empty = Series.builder().build();

        assertThatThrownBy(() -> Checks.of(empty))
                .hasMessage("nothing to check: the series is empty");
    }

    private boolean warned(SimulatedServer server, int blocks, int requestsPerBlock) {
        return !Checks.of(run(server, blocks, requestsPerBlock)).warnings().isEmpty();
    }

    private Series run(SimulatedServer server, int blocks, int requestsPerBlock) {
        return new PairedRun(server, requestsPerBlock, 1, random).blocks(blocks).first();
    }
}
