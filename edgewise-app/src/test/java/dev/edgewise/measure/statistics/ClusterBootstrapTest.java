package dev.edgewise.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {

    @Test
    void itHoldsTheTruthAboutAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        int wilsonHeld = 0;
        for (int study = 0; study < 200; study++) {
            List<Proportion> clusters = new ArrayList<>();
            long part = 0;
            for (int i = 0; i < 60; i++) {
                // Half of the speakers are understood 95 times in 100, half 65 times: 80 on
                // average.
                double chance = random.nextBoolean() ? 0.95 : 0.65;
                long right = 0;
                for (int clip = 0; clip < 10; clip++) {
                    right += random.nextDouble() < chance ? 1 : 0;
                }
                part += right;
                clusters.add(new Proportion(right, 10));
            }
            held += new ClusterBootstrap(random).interval(clusters).contains(0.8) ? 1 : 0;
            wilsonHeld += new Proportion(part, 600).interval().contains(0.8) ? 1 : 0;
        }
        assertThat(held).isBetween(178, 198);
        assertThat(wilsonHeld).as("what ignores the speakers is too sure").isLessThan(held);
    }

    @Test
    void clipsOfStrangersGiveAboutWhatWilsonGives() {
        List<Proportion> clusters = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            clusters.add(new Proportion(i % 10 == 0 ? 0 : 1, 1));
        }
        Interval drawn = new ClusterBootstrap(new SplittableRandom(2)).interval(clusters);
        Interval wilson = new Proportion(360, 400).interval();
        assertThat(drawn.low()).isCloseTo(wilson.low(), within(0.006));
        assertThat(drawn.high()).isCloseTo(wilson.high(), within(0.006));
        assertThat(new ClusterBootstrap(new SplittableRandom(2)).interval(clusters))
                .isEqualTo(drawn);
    }

    @Test
    void ofFewClustersOrCasesAllAlikeNothingIsSaid() {
        ClusterBootstrap bootstrap = new ClusterBootstrap(new SplittableRandom(3));
        assertThat(bootstrap.interval(Collections.nCopies(9, new Proportion(1, 2))).isKnown())
                .isFalse();
        assertThat(bootstrap.interval(Collections.nCopies(99, new Proportion(2, 2))).isKnown())
                .isFalse();
    }
}
