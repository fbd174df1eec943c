package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    /// Clips whose labels are drawn from the softmax of some logits; the model says `known` times
    /// those logits, so `known` is the temperature that undoes it.
    private static final class Drawn {

        final float[][] logits;
        final int[] labels;

        Drawn(int clips, double known, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            logits = new float[clips][5];
            labels = new int[clips];
            for (int i = 0; i < clips; i++) {
                double[] truth = new double[5];
                double sum = 0;
                for (int j = 0; j < 5; j++) {
                    truth[j] = 2 * random.nextGaussian();
                    sum += Math.exp(truth[j]);
                    logits[i][j] = (float) (known * truth[j]);
                }
                double at = random.nextDouble() * sum;
                while (labels[i] < 4 && (at -= Math.exp(truth[labels[i]])) > 0) {
                    labels[i]++;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1, 2.5})
    void theTemperatureThatWasPutInComesOut(double known) {
        Drawn drawn = new Drawn(20_000, known, 1);
        double found = Calibration.fit(drawn.logits, drawn.labels);
        assertThat(found / known).isCloseTo(1, within(0.04));
        Calibration before = Calibration.of(drawn.logits, drawn.labels, 1);
        Calibration after = Calibration.of(drawn.logits, drawn.labels, found);
        assertThat(after.error()).isLessThan(0.012);
        assertThat(after.loss()).isLessThanOrEqualTo(before.loss());
        if (known != 1) {
            assertThat(before.error()).isGreaterThan(0.05);
        }
    }

    @Test
    void noOtherTemperatureHasALowerLoss() {
        Drawn drawn = new Drawn(500, 1.7, 2);
        double found = Calibration.fit(drawn.logits, drawn.labels);
        double least = Calibration.of(drawn.logits, drawn.labels, found).loss();
        for (double other : new double[] {0.5, 0.9, 0.999, 1.001, 1.1, 2}) {
            assertThat(Calibration.of(drawn.logits, drawn.labels, found * other).loss())
                    .isGreaterThan(least);
        }
    }

    @Test
    void theErrorIsTheMeanDistanceOfConfidenceAndAccuracy() {
        // Confidences 0.75, 0.75, 0.75, 0.75 (two right) and 0.95 (right), as logarithms.
        float[][] logits = {
            logits(0.75, 0.25),
            logits(0.75, 0.25),
            logits(0.25, 0.75),
            logits(0.75, 0.25),
            logits(0.95, 0.05)
        };
        Calibration calibration = Calibration.of(logits, new int[] {0, 1, 0, 0, 0}, 1);
        assertThat(calibration.error()).isCloseTo(0.8 * 0.25 + 0.2 * 0.05, within(1e-6));
        assertThat(calibration.loss())
                .isCloseTo(
                        -(2 * Math.log(0.75) + 2 * Math.log(0.25) + Math.log(0.95)) / 5,
                        within(1e-6));
        assertThat(calibration.bins()).hasSize(15);
        Calibration.Bin bin = calibration.bins().get(11);
        assertThat(bin.clips()).isEqualTo(4);
        assertThat(bin.confidence()).isCloseTo(0.75, within(1e-6));
        assertThat(bin.accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().getFirst().accuracy()).isNaN();
    }

    @Test
    void logarithmsOfProbabilitiesServeAsLogits() {
        Drawn drawn = new Drawn(300, 1.3, 3);
        float[][] logarithms = new float[300][];
        for (int i = 0; i < 300; i++) {
            double sum = 0;
            for (float logit : drawn.logits[i]) {
                sum += Math.exp(logit);
            }
            List<Double> probabilities = new ArrayList<>();
            for (float logit : drawn.logits[i]) {
                probabilities.add(Math.exp(logit) / sum);
            }
            logarithms[i] = Calibration.logits(probabilities);
        }
        assertThat(Calibration.fit(logarithms, drawn.labels))
                .isCloseTo(Calibration.fit(drawn.logits, drawn.labels), within(1e-4));
        assertThat(Calibration.logits(List.of(1.0, 0.0)))
                .containsExactly(0f, (float) Math.log(Float.MIN_NORMAL));
    }

    @Test
    void whereAllOrNoneAreRightTheTemperatureEndsAtABound() {
        float[][] logits = {{2, 0}, {3, 1}};
        assertThat(Calibration.fit(logits, new int[] {0, 0}))
                .isCloseTo(Calibration.COLDEST, within(1e-6));
        assertThat(Calibration.fit(logits, new int[] {1, 1}))
                .isCloseTo(Calibration.HOTTEST, within(1e-6));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(new float[0][], new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(new float[][] {{1, 2}}, new int[] {2}))
                .withMessage("clip 0: no label 2 among 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(new float[][] {{1, Float.NaN}}, new int[] {1}))
                .withMessage("clip 0: logit NaN");
    }

    private static float[] logits(double... probabilities) {
        return Calibration.logits(Arrays.stream(probabilities).boxed().toList());
    }
}
