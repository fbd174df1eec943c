package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThresholdCurveTest {

    /// Four clips of words, of which one is taken for another, and four others.
    private static final ThresholdCurve CURVE =
            new ThresholdCurve(
                    new FakeAnswers()
                            .add("a", "yes", "yes", 0.05, 0.9, 0.05, 0)
                            .add("b", "yes", "yes", 0.2, 0.7, 0.1, 0)
                            .add("c", "no", "no", 0.3, 0.1, 0.6, 0)
                            .add("d", "no", "no", 0.1, 0.8, 0.1, 0)
                            .add("e", "cat", "_unknown_", 0.6, 0.1, 0.3, 0)
                            .add("f", "cat", "_unknown_", 0.1, 0.2, 0.7, 0)
                            .add("g", "noise", "_silence_", 0.05, 0.05, 0, 0.9)
                            .add("h", "noise", "_silence_", 0.4, 0.1, 0, 0.5)
                            .answers());

    @Test
    void theLikeliestWordIsAcceptedFromTheThresholdOn() {
        ThresholdCurve.Point half = CURVE.at(0.5);
        // Accepted are a and b (right), d (as the other word) and e (unknown); c is rejected.
        assertThat(half.falseRejects().part()).isEqualTo(2);
        assertThat(half.falseRejects().of()).isEqualTo(4);
        assertThat(half.falseAccepts().part()).isEqualTo(2);
        assertThat(half.falseAccepts().of()).isEqualTo(8);
        assertThat(half.accepted(ThresholdCurve.Kind.OTHER_WORD)).isEqualTo(1);
        assertThat(half.accepted(ThresholdCurve.Kind.UNKNOWN)).isEqualTo(1);
        assertThat(half.accepted(ThresholdCurve.Kind.SILENCE)).isZero();
        assertThat(CURVE.at(0.4f).accepted(ThresholdCurve.Kind.SILENCE)).isEqualTo(1);
        assertThat(CURVE.at(0.3f).falseRejects().part()).isEqualTo(1);
    }

    @Test
    void theFirstPointAcceptsEveryClipAndTheLastNone() {
        ThresholdCurve.Point all = CURVE.points().getFirst();
        assertThat(all.threshold()).isZero();
        assertThat(all.falseAccepts().part()).isEqualTo(5);
        assertThat(all.falseRejects().part()).isEqualTo(1);
        ThresholdCurve.Point none = CURVE.points().getLast();
        assertThat(none.falseAccepts().part()).isZero();
        assertThat(none.falseRejects().value()).isEqualTo(1);
        for (int i = 1; i < CURVE.points().size(); i++) {
            ThresholdCurve.Point before = CURVE.points().get(i - 1);
            ThresholdCurve.Point after = CURVE.points().get(i);
            assertThat(after.threshold()).isGreaterThan(before.threshold());
            assertThat(after.falseAccepts().part())
                    .isLessThanOrEqualTo(before.falseAccepts().part());
            assertThat(after.falseRejects().part())
                    .isGreaterThanOrEqualTo(before.falseRejects().part());
        }
    }

    @Test
    void errorsAreEqualWhereBothRatesMeet() {
        // At 0.4: 3 of 8 accepted, 2 of 4 rejected; at 0.3: 3 of 8 and 1 of 4.
        assertThat(CURVE.hasOthers()).isTrue();
        assertThat(CURVE.equalErrors().threshold()).isCloseTo(0.4, within(1e-6));
        assertThat(CURVE.equalErrorRate()).isCloseTo((3 / 8.0 + 2 / 4.0) / 2, within(1e-9));
    }

    @Test
    void theLowestThresholdIsFoundThatAcceptsFewEnough() {
        assertThat(CURVE.withFalseAcceptsAtMost(0.125).threshold()).isCloseTo(0.7, within(1e-6));
        assertThat(CURVE.withFalseAcceptsAtMost(0).threshold()).isCloseTo(0.9, within(1e-6));
        assertThat(CURVE.withFalseAcceptsAtMost(1).threshold()).isZero();
    }

    @Test
    void withClipsOfWordsAloneThereIsNoEqualErrorRateToSpeakOf() {
        ThresholdCurve curve =
                new ThresholdCurve(
                        new FakeAnswers()
                                .add("a", "yes", "yes", 0.1, 0.9, 0, 0)
                                .add("b", "no", "no", 0.1, 0.9, 0, 0)
                                .answers());
        assertThat(curve.hasOthers()).isFalse();
        assertThat(curve.at(0).falseAccepts()).isEqualTo(curve.at(0).falseRejects());
    }
}
