package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Status;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {

    private static final int STUDIES = 1_000;

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void theIntervalOfADifferenceCoversTheTruthAsOftenAsItSays() {
        SimulatedStudy study = new SimulatedStudy(30, 20, 1, 0.5, 1.5);
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            Estimate difference =
                    new BlockBootstrap(random)
                            .difference(study.first(random), study.second(random));
            covered += difference.interval().contains(study.trueDifference()) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void theIntervalOfAMeanCoversTheTruthAsOftenAsItSays() {
        SimulatedStudy study = new SimulatedStudy(30, 20, 1, 0.5, 1);
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            Estimate mean = new BlockBootstrap(random).mean(study.first(random));
            covered += mean.interval().contains(study.trueMean()) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void fewBlocksStillCoverTheTruth() {
        SimulatedStudy study = new SimulatedStudy(6, 20, 0.5, 0.3, 1.5);
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            Estimate difference =
                    new BlockBootstrap(random)
                            .difference(study.first(random), study.second(random));
            covered += difference.interval().contains(study.trueDifference()) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void blocksThatAreAlikeStillCoverTheTruth() {
        SimulatedStudy study = new SimulatedStudy(30, 1, 0.1, 0.5, 1);
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            Estimate mean = new BlockBootstrap(random).mean(study.first(random));
            covered += mean.interval().contains(study.trueMean()) ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void theIntervalsOfPercentilesAndTheirDifferencesCoverTheTruthAsOftenAsTheySay() {
        SimulatedStudy study = new SimulatedStudy(40, 20, 1, 0.5, 1.5);
        double truth = Math.exp(2.3263478740408408);
        int one = 0;
        int two = 0;
        for (int i = 0; i < STUDIES; i++) {
            BlockBootstrap bootstrap = new BlockBootstrap(random);
            Series first = study.first(random);
            Estimate p99 = bootstrap.percentile(first, Percentile.P99);
            Estimate median = bootstrap.difference(first, study.second(random), Percentile.P50);
            one += p99.interval().contains(truth) ? 1 : 0;
            two += median.interval().contains(0.5) ? 1 : 0;
        }
        assertThat(one).isBetween(930, 970);
        assertThat(two).isBetween(930, 970);
    }

    @Test
    void aPercentileWhoseTailIsOneMomentHasNoUpperEnd() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 1_000; i++) {
            series.add(i / 20, i / 20 == 7 ? 50e6 : 1e6 + i);
        }
        Estimate p99 = new BlockBootstrap(random).percentile(series.build(), Percentile.P99);

        assertThat(p99.value()).isEqualTo(50);
        assertThat(p99.interval().low()).isLessThan(2);
        assertThat(p99.interval().high()).isInfinite();
        assertThat(p99.standardError()).isNaN();
    }

    @Test
    void aPercentileAmongTimeoutsIsTheTimeoutWhereThereAreMany() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 1_000; i++) {
            boolean answered = random.nextInt(10) > 0;
            series.add(i / 20, answered ? 1e6 : 2e9, answered ? Status.ANSWERED : Status.TIMED_OUT);
        }
        BlockBootstrap bootstrap = new BlockBootstrap(random);

        assertThat(bootstrap.percentile(series.build(), Percentile.P99).interval())
                .isEqualTo(new Interval(2_000, 2_000));
        assertThat(bootstrap.percentile(series.build(), Percentile.P50).interval())
                .isEqualTo(new Interval(1, 1));
    }

    @Test
    void thePercentilesOfBlocksThatMoveTogetherDifferLittle() {
        Series.Builder first = Series.builder();
        Series.Builder second = Series.builder();
        Series.Builder stranger = Series.builder();
        for (int block = 0; block < 40; block++) {
            double level = Math.exp(0.5 * random.nextGaussian());
            double other = Math.exp(0.5 * random.nextGaussian());
            for (int i = 0; i < 20; i++) {
                first.add(block, level * 1e7 + 1e6 * random.nextDouble());
                second.add(block, level * 1e7 + 1e6 * random.nextDouble());
                stranger.add(block, other * 1e7 + 1e6 * random.nextDouble());
            }
        }
        BlockBootstrap bootstrap = new BlockBootstrap(random);
        Series reference = first.build();

        assertThat(width(bootstrap.difference(reference, second.build(), Percentile.P50)))
                .isLessThan(
                        width(bootstrap.difference(reference, stranger.build(), Percentile.P50))
                                / 3);
    }

    @Test
    void aPercentileBelowItsFloorIsRefused() {
        Series series = new SimulatedStudy(30, 20, 1, 0, 1).first(random);

        assertThatThrownBy(() -> new BlockBootstrap(random).percentile(series, Percentile.P99))
                .hasMessage("p99 needs 662 requests, there are 600");
    }

    @Test
    void durationsWithoutBlocksAreCutWhereTheyForgetEachOther() {
        Series independent = new SimulatedStudy(1, 2_000, 0.5, 0, 1).first(random);
        Series alike = new SimulatedStudy(1, 2_000, 0.5, 0.8, 1).first(random);

        assertThat(blocks(independent)).isGreaterThan(500);
        assertThat(blocks(alike)).isBetween(40, 200);
        assertThat(blocks(new SimulatedStudy(1, 60, 0.5, 0.8, 1).first(random))).isEqualTo(30);
        assertThat(blocks(new SimulatedStudy(1, 20, 0.5, 0.8, 1).first(random))).isEqualTo(20);
    }

    @Test
    void blocksThatDriftTogetherWidenTheInterval() {
        Series.Builder waves = Series.builder();
        Series.Builder shuffled = Series.builder();
        for (int block = 0; block < 40; block++) {
            waves.add(block, 10e6 + 1e6 * Math.sin(block * Math.PI / 10));
            shuffled.add(block, 10e6 + 1e6 * Math.sin(block * 7 * Math.PI / 10));
        }
        Estimate drifting = new BlockBootstrap(random).mean(waves.build());
        Estimate steady = new BlockBootstrap(random).mean(shuffled.build());

        assertThat(drifting.value()).isCloseTo(steady.value(), within(1e-9));
        assertThat(drifting.interval().width()).isGreaterThan(2 * steady.interval().width());
    }

    @Test
    void aMeanIsOverRequestsEvenWhereBlocksDifferInSize() {
        Series series = Series.builder().add(0, 1e6).add(0, 2e6).add(0, 3e6).add(1, 10e6).build();

        assertThat(new BlockBootstrap(random).mean(series).value()).isCloseTo(4, within(1e-12));
    }

    @Test
    void theStandardErrorOfBlocksOfOneSizeIsThatOfTheirMeans() {
        Series.Builder series = Series.builder();
        double[] means = {1, 2, 4, 5};
        for (int block = 0; block < means.length; block++) {
            series.add(block, (means[block] - 0.5) * 1e6).add(block, (means[block] + 0.5) * 1e6);
        }
        Estimate mean = new BlockBootstrap(random).mean(series.build());

        // Standard deviation of the means over the root of 4; t(0.975, 3) = 3.1824.
        double error = Math.sqrt((4 + 1 + 1 + 4) / 3.0 / 4);
        assertThat(mean.standardError()).isCloseTo(error, within(1e-12));
        assertThat(mean.interval().high()).isCloseTo(3 + 3.1824 * error, within(1e-3));
    }

    @Test
    void aDifferenceIsPairedOverTheBlocksThatBothHave() {
        Series first = Series.builder().add(0, 1e6).add(1, 100e6).add(2, 3e6).build();
        Series second = Series.builder().add(0, 2e6).add(2, 4e6).add(3, 500e6).build();
        Estimate difference = new BlockBootstrap(random).difference(first, second);

        assertThat(difference.value()).isCloseTo(1, within(1e-12));
        assertThat(difference.blocks()).isEqualTo(2);
        assertThat(difference.interval().contains(1)).isTrue();
        assertThat(difference.interval().width()).isLessThan(1e-6);
    }

    @Test
    void oneBlockSaysNothingOfTheSpread() {
        Estimate mean =
                new BlockBootstrap(random).mean(Series.builder().add(0, 1e6).add(0, 9e6).build());

        assertThat(mean.value()).isEqualTo(5);
        assertThat(mean.standardError()).isNaN();
        assertThat(mean.interval().isKnown()).isFalse();
    }

    @Test
    void durationsThatAreAllTheSameHaveNoSpread() {
        Series.Builder series = Series.builder();
        for (int i = 0; i < 300; i++) {
            series.add(i / 10, 100_000.3);
        }
        Estimate mean = new BlockBootstrap(random).mean(series.build());

        assertThat(mean.interval()).isEqualTo(new Interval(mean.value(), mean.value()));
    }

    @Test
    void oneBlockThatStandsOutIsBornePatiently() {
        Series.Builder series = Series.builder();
        for (int block = 0; block < 35; block++) {
            series.add(block, block == 17 ? 900e6 : 1e6);
        }
        Interval interval = new BlockBootstrap(random).mean(series.build()).interval();

        assertThat(interval.isKnown()).isTrue();
        assertThat(interval.contains(1)).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        Series series = new SimulatedStudy(30, 10, 0.5, 0, 1).first(random);

        assertThat(new BlockBootstrap(new SplittableRandom(5)).mean(series))
                .isEqualTo(new BlockBootstrap(new SplittableRandom(5)).mean(series));
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        Series empty = Series.builder().build();
        Series first = Series.builder().add(0, 1).build();
        Series second = Series.builder().add(1, 1).build();
        BlockBootstrap bootstrap = new BlockBootstrap(random);

        assertThatThrownBy(() -> bootstrap.mean(empty))
                .hasMessage("nothing to average: the series is empty");
        assertThatThrownBy(() -> bootstrap.difference(first, second))
                .hasMessage("nothing to pair: the series have no block in common");
    }

    private int blocks(Series series) {
        return new BlockBootstrap(random).mean(series.inBlocks()).blocks();
    }

    private static double width(Estimate estimate) {
        return estimate.interval().width();
    }
}
