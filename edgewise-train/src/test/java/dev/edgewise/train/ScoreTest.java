package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {

    @Test
    void theLossIsTheMeanCrossEntropy() {
        float ln3 = (float) Math.log(3);
        Score score = Score.of(new float[] {ln3, 0, 100, 100 + ln3}, new int[] {0, 0});
        assertThat(score.loss()).isCloseTo((Math.log(4 / 3.0) + Math.log(4)) / 2, within(1e-6));
        assertThat(score.accuracy()).isEqualTo(0.5);
    }

    @Test
    void scoresAddUpClipByClip() {
        Score sum = new Score(3, 1, 2).plus(new Score(1, 2, 2));
        assertThat(sum).isEqualTo(new Score(4, 3, 4));
        assertThat(sum.loss()).isEqualTo(1);
    }

    @Test
    void aLogitThatIsNoNumberMakesTheLossNone() {
        assertThat(Score.of(new float[] {Float.NaN, 0}, new int[] {1}).loss()).isNaN();
    }
}
