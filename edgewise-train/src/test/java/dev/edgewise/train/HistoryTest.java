package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void theBestEpochHasMostClipsRight() {
        History history = history(new Score(10, 50, 100), new Score(99, 80, 100), score(70));
        assertThat(history.best().epoch()).isEqualTo(2);
        assertThat(history.last().epoch()).isEqualTo(3);
    }

    @Test
    void ofEpochsAsRightTheLowestLossIsBestAndThenTheFirst() {
        assertThat(history(new Score(30, 80, 100), new Score(20, 80, 100)).best().epoch())
                .isEqualTo(2);
        assertThat(history(score(80), score(80), score(80)).best().epoch()).isEqualTo(1);
    }

    @Test
    void anEmptyOneHasNoBest() {
        assertThatThrownBy(History.NONE::best).isInstanceOf(NoSuchElementException.class);
        assertThat(History.NONE.waitedFor(1)).isFalse();
    }

    @Test
    void itHasWaitedOnceTheLossWasNotBelowItsLowestForSoLong() {
        assertThat(losses(5, 4, 3).waitedFor(1)).isFalse();
        assertThat(losses(5, 4, 4).waitedFor(1)).isTrue();
        assertThat(losses(5, 3, 4).waitedFor(2)).isFalse();
        assertThat(losses(5, 3, 4, 3.5).waitedFor(2)).isTrue();
        assertThat(losses(5, 3, 4, 2.9).waitedFor(2)).isFalse();
        assertThat(losses(5, 6, 7, 8, 9).waitedFor(4)).isTrue();
    }

    @Test
    void withoutPatienceItNeverHasWaited() {
        assertThat(losses(1, 2, 3, 4, 5, 6).waitedFor(0)).isFalse();
    }

    private static History losses(double... losses) {
        Score[] scores = new Score[losses.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new Score(100 * losses[i], 50, 100);
        }
        return history(scores);
    }

    private static Score score(int correct) {
        return new Score(100 - correct, correct, 100);
    }

    private static History history(Score... validation) {
        History history = History.NONE;
        for (Score score : validation) {
            history = history.and(new EpochScore(history.size() + 1, score(1), score));
        }
        return history;
    }
}
