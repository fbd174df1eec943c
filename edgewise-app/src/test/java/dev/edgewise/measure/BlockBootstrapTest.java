package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
}
