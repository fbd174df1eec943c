package dev.edgewise.model.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClippingTest {

    private static final Offset<Float> NEAR = Offset.offset(0.02f);

    @Test
    void allValuesAreReached() {
        Range range = Clipping.ALL.range(histogram(-1, 3));
        assertThat(range.low()).isEqualTo(-1);
        assertThat(range.high()).isEqualTo(3);
        assertThat(range.scale()).isEqualTo(4 / 255f);
        assertThat(range.zero()).isEqualTo(64);
    }

    @Test
    void aRangeAlwaysHasZeroInIt() {
        assertThat(Clipping.ALL.range(histogram(2, 3))).isEqualTo(new Range(0, 3));
        assertThat(Clipping.ALL.range(histogram(-3, -2))).isEqualTo(new Range(-3, 0));
    }

    @Test
    void aTensorOfZerosHasAScaleThatCanBeDividedBy() {
        Range range = Clipping.LEAST_SQUARES.range(histogram(0, 0));
        assertThat(range.scale()).isEqualTo(1);
        assertThat(range.zero()).isZero();
    }

    @Test
    void aPercentileCutsOffHalfOfItAtEitherEnd() {
        Range range = Clipping.PERCENTILE_99.range(histogram(-1, 1));
        assertThat(range.low()).isCloseTo(-0.99f, NEAR);
        assertThat(range.high()).isCloseTo(0.99f, NEAR);
        assertThat(range.high()).isLessThan(1);
    }

    @Test
    void leastSquaresGiveUpALonelyValueForFinerStepsOfTheRest() {
        Histogram lonely = histogram(-1, 1, 30);
        Range range = Clipping.LEAST_SQUARES.range(lonely);
        assertThat(range.high()).isLessThan(30);
        assertThat(lonely.squaredError(range.low(), range.high()))
                .isLessThan(lonely.squaredError(-1, 30));
    }

    /// 100,000 values, spread evenly from `low` to `high`, and `more`.
    private static Histogram histogram(float low, float high, float... more) {
        float[] even = new float[100_000];
        for (int i = 0; i < even.length; i++) {
            even[i] = low + (high - low) * i / (even.length - 1);
        }
        Histogram histogram = new Histogram();
        assertThat(histogram.reach(even) && histogram.reach(more)).isTrue();
        histogram.count(even);
        histogram.count(more);
        return histogram;
    }
}
