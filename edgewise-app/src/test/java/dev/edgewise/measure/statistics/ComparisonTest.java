package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final int STUDIES = 1_000;

    private final RandomGenerator random = new SplittableRandom(3);

    @Test
    void aPlaceComparedWithItselfIsHardlyEverCalledDifferent() {
        SimulatedStudy study = new SimulatedStudy(35, 10, 1, 0.5, 1);
        int different = 0;
        for (int i = 0; i < STUDIES; i++) {
            Verdict verdict = compare(study, Margin.of(Duration.ZERO)).verdict();
            different +=
                    verdict instanceof Verdict.FirstBetter
                                    || verdict instanceof Verdict.SecondBetter
                            ? 1
                            : 0;
        }
        assertThat(different).isBetween(20, 65);
    }

    @Test
    void aTrueDifferenceIsFoundAndPointsTheRightWay() {
        int found = 0;
        for (int i = 0; i < 200; i++) {
            Verdict slower =
                    compare(new SimulatedStudy(35, 20, 0.5, 0.3, 1.3), Margin.of(0.05)).verdict();
            Verdict faster =
                    compare(new SimulatedStudy(35, 20, 0.5, 0.3, 1 / 1.3), Margin.of(0.05))
                            .verdict();
            assertThat(slower).isNotInstanceOf(Verdict.SecondBetter.class);
            assertThat(faster).isNotInstanceOf(Verdict.FirstBetter.class);
            found += slower instanceof Verdict.FirstBetter ? 1 : 0;
            found += faster instanceof Verdict.SecondBetter ? 1 : 0;
        }
        assertThat(found).isGreaterThan(370);
    }

    @Test
    void placesThatHardlyDifferAreEqualWithinAMargin() {
        int equal = 0;
        for (int i = 0; i < 200; i++) {
            Verdict verdict =
                    compare(new SimulatedStudy(35, 100, 0.2, 0.3, 1.01), Margin.of(0.05)).verdict();
            equal += verdict instanceof Verdict.Equal ? 1 : 0;
        }
        assertThat(equal).isGreaterThan(190);
    }

    @Test
    void theVerdictFollowsFromWhereTheIntervalLies() {
        assertThat(verdict(5.1, 9, 5)).isEqualTo(new Verdict.FirstBetter());
        assertThat(verdict(-9, -5.1, 5)).isEqualTo(new Verdict.SecondBetter());
        assertThat(verdict(-5, 5, 5)).isEqualTo(new Verdict.Equal());
        assertThat(verdict(1, 3, 5)).isEqualTo(new Verdict.Equal());
        assertThat(verdict(4, 9, 5)).isInstanceOf(Verdict.Undecided.class);
        assertThat(verdict(5, 9, 5)).isInstanceOf(Verdict.Undecided.class);
        assertThat(verdict(-9, 9, 5)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void anUndecidedVerdictSaysHowManyRequestsWouldDecide() {
        // The interval's 2.1 standard errors, and 1.645 for luck, of the next measurement and of
        // this one's, of whose 29 degrees of freedom the correlation takes its part, make 4.1827,
        // which must fit into the 2 between the difference and the margin.
        Estimate difference = new Estimate(7, 1, new Interval(4.9, 9.1), 30);

        assertThat(Comparison.verdict(difference, 5, 600))
                .isEqualTo(new Verdict.Undecided(OptionalLong.of(2_625)));
    }

    @Test
    void itAsksForMoreRequestsThanThereWere() {
        // A percentile's interval may reach farther to one side.
        Estimate difference = new Estimate(10, 0.5, new Interval(4.9, 11), 30);

        assertThat(Comparison.verdict(difference, 5, 600))
                .isEqualTo(new Verdict.Undecided(OptionalLong.of(601)));
    }

    @Test
    void whereNoNumberOfRequestsWouldDecideNoneIsNamed() {
        assertThat(Comparison.verdict(new Estimate(5, 1, new Interval(3, 7), 30), 5, 600))
                .isEqualTo(new Verdict.Undecided(OptionalLong.empty()));
        assertThat(Comparison.verdict(new Estimate(50, Double.NaN, Interval.UNKNOWN, 1), 5, 10))
                .isEqualTo(new Verdict.Undecided(OptionalLong.empty()));
    }

    @Test
    void theNumberOfRequestsThatWouldDecideDoesDecide() {
        SimulatedStudy pilot = new SimulatedStudy(35, 10, 0.5, 0, 1.05);
        double spread = 0;
        for (int i = 0; i < 50; i++) {
            spread += compare(pilot, Margin.of(Duration.ZERO)).difference().standardError() / 50;
        }
        Estimate typical =
                new Estimate(pilot.trueDifference(), spread, new Interval(-1, 1), pilot.blocks());
        Verdict.Undecided undecided = (Verdict.Undecided) Comparison.verdict(typical, 0, 350);
        int perBlock = (int) (undecided.requests().orElseThrow() / pilot.blocks()) + 1;
        SimulatedStudy study = new SimulatedStudy(35, perBlock, 0.5, 0, 1.05);

        int decided = 0;
        for (int i = 0; i < 200; i++) {
            Verdict verdict = compare(study, Margin.of(Duration.ZERO)).verdict();
            decided += verdict instanceof Verdict.FirstBetter ? 1 : 0;
        }
        assertThat(decided).isGreaterThan(180);
    }

    @Test
    void threePercentAreFoundByTheNumberOfRequestsThatWasComputed() {
        int found = 0;
        for (int i = 0; i < 100; i++) {
            SimulatedServer server = SimulatedServer.lognormal(0.3);
            PairedRun pilot = new PairedRun(server, 20, 1.03, random).blocks(35);
            Comparison comparison = compare(pilot);
            double size = 0.03 * pilot.first().meanMillis();
            long requests = SampleSize.finding(comparison.difference(), 700, size).orElseThrow();
            PairedRun study = new PairedRun(server, 20, 1.03, random);
            Verdict verdict = compare(study.blocks((int) Math.ceilDiv(requests, 20L))).verdict();
            found += verdict instanceof Verdict.FirstBetter ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(90);
    }

    @Test
    void aPercentileIsComparedWithAMarginThatIsAShareOfIt() {
        PairedRun run = new PairedRun(SimulatedServer.lognormal(0.3), 40, 2, random).blocks(40);
        Series first = run.first();
        Comparison comparison =
                Comparison.of(first, run.second(), Percentile.P99, Margin.of(0.1), random);
        double p99 = new BlockBootstrap(random).percentile(first, Percentile.P99).value();

        assertThat(comparison.verdict()).isEqualTo(new Verdict.FirstBetter());
        assertThat(comparison.marginMillis()).isEqualTo(0.1 * p99);
    }

    @Test
    void theMarginIsTheLargerOfFivePercentOfTheFirstMeanAndAMillisecond() {
        assertThat(Margin.DEFAULT.millis(100)).isEqualTo(5);
        assertThat(Margin.DEFAULT.millis(3)).isEqualTo(1);
        assertThat(Margin.of(Duration.ofNanos(1_500_000)).millis(1_000)).isEqualTo(1.5);
        assertThat(Margin.of(0.1).millis(50)).isEqualTo(5);
    }

    @Test
    void aMarginThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Margin.of(Duration.ofMillis(-1)))
                .hasMessage("least: must not be negative, got PT-0.001S");
        assertThatThrownBy(() -> Margin.of(1.0)).hasMessage("share: must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> Margin.of(Double.NaN))
                .hasMessage("share: must be in [0, 1), got NaN");
    }

    @Test
    void whatWasMeasuredApartIsComparedWithAsMuchCare() {
        SimulatedStudy study = new SimulatedStudy(35, 10, 0.5, 0.3, 1.1);
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            BlockBootstrap bootstrap = new BlockBootstrap(random);
            Comparison comparison =
                    Comparison.ofIndependent(
                            bootstrap.mean(study.first(random)),
                            bootstrap.mean(study.second(random)),
                            Margin.of(Duration.ZERO));
            covered += comparison.difference().interval().contains(study.trueDifference()) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 980);
    }

    @Test
    void howManyWouldDecideIsntToldOfTwoThatWereMeasuredApart() {
        Estimate first = new Estimate(10, 1, new Interval(8, 12), 30);
        Estimate second = new Estimate(11, 1, new Interval(9, 13), 20);
        Comparison comparison =
                Comparison.ofIndependent(first, second, Margin.of(Duration.ofMillis(1)));
        assertThat(comparison.difference())
                .isEqualTo(
                        new Estimate(
                                1,
                                Math.sqrt(2),
                                new Interval(1 - Math.sqrt(8), 1 + Math.sqrt(8)),
                                20));
        assertThat(comparison.verdict()).isEqualTo(new Verdict.Undecided(OptionalLong.empty()));
        Estimate unknown = new Estimate(9, Double.NaN, Interval.UNKNOWN, 1);
        assertThat(
                        Comparison.ofIndependent(first, unknown, Margin.of(0.05))
                                .difference()
                                .interval())
                .isEqualTo(Interval.UNKNOWN);
    }

    private Comparison compare(PairedRun run) {
        return Comparison.of(run.first(), run.second(), Margin.of(Duration.ZERO), random);
    }

    private Comparison compare(SimulatedStudy study, Margin margin) {
        return Comparison.of(study.first(random), study.second(random), margin, random);
    }

    private static Verdict verdict(double low, double high, double margin) {
        Estimate difference =
                new Estimate((low + high) / 2, (high - low) / 4, new Interval(low, high), 30);
        return Comparison.verdict(difference, margin, 700);
    }
}
