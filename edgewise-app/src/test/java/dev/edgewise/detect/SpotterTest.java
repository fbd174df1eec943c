package dev.edgewise.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotterTest {

    private static final List<String> LABELS = List.of("yes", "no", "_unknown_", "_silence_");

    /// Averages over three windows, two at least; silent for 400 ms after a detection.
    private static final DetectionSettings SETTINGS =
            new DetectionSettings(
                    Duration.ofMillis(100), Duration.ofMillis(300), 2, 0.6, Duration.ofMillis(400));

    @Test
    void aWordIsDetectedWhenItsAverageReachesTheThreshold() {
        List<Detection> detections = spot(SETTINGS, 0.0, 0.0, 0.3, 0.7, 0.9, 0.1, 0.0);
        assertThat(detections).hasSize(1);
        Detection detection = detections.getFirst();
        assertThat(detection.word()).isEqualTo("yes");
        assertThat(detection.from()).isEqualTo(Duration.ofMillis(400));
        assertThat(detection.to()).isEqualTo(Duration.ofMillis(1400));
        assertThat(detection.middle()).isEqualTo(Duration.ofMillis(900));
        assertThat(detection.confidence()).isCloseTo((0.3 + 0.7 + 0.9) / 3, within(1e-6));
    }

    @Test
    void oneLoudWindowIsNotEnough() {
        assertThat(spot(SETTINGS, 0, 0, 1, 0, 0)).isEmpty();
        assertThat(spot(SETTINGS, 1)).isEmpty();
    }

    @Test
    void afterADetectionThereIsNoneForTheSuppressionTime() {
        List<Detection> detections = spot(SETTINGS, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(detections)
                .extracting(detection -> detection.from().toMillis())
                .containsExactly(100L, 500L, 900L);
    }

    @Test
    void suppressionHoldsForOtherWordsToo() {
        Spotter spotter = new Spotter(LABELS, SETTINGS);
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            List<Double> scores = i < 2 ? List.of(1.0, 0.0, 0.0, 0.0) : List.of(0.0, 1.0, 0.0, 0.0);
            spotter.next(window(i, scores))
                    .ifPresent(d -> heard.add(d.word() + "@" + d.from().toMillis()));
        }
        assertThat(heard).containsExactly("yes@100", "no@500");
    }

    @Test
    void unknownAndSilenceAreNeverDetectedAndKeepWordsThatAreLessLikely() {
        DetectionSettings low = SETTINGS.withThreshold(0.1);
        for (int label = 2; label < 4; label++) {
            Spotter spotter = new Spotter(LABELS, low);
            for (int i = 0; i < 10; i++) {
                List<Double> scores = new ArrayList<>(List.of(0.4, 0.0, 0.0, 0.0));
                scores.set(label, 0.6);
                assertThat(spotter.next(window(i, scores))).isEmpty();
            }
        }
        assertThat(Spotter.isWord("_silence_")).isFalse();
        assertThat(Spotter.isWord("_unknown_")).isFalse();
        assertThat(Spotter.isWord("yes")).isTrue();
    }

    @Test
    void aHigherThresholdNeverDetectsMore() {
        double[] scores = new double[300];
        java.util.Arrays.setAll(scores, i -> Math.abs(Math.sin(i * 0.37) * Math.cos(i * 0.11)));
        int before = Integer.MAX_VALUE;
        for (double threshold = 0.55; threshold < 1; threshold += 0.1) {
            DetectionSettings settings =
                    new DetectionSettings(
                            Duration.ofMillis(100),
                            Duration.ofMillis(300),
                            2,
                            threshold,
                            Duration.ZERO);
            int now = spot(settings, scores).size();
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
        assertThat(before).isLessThan(20);
    }

    @Test
    void scoresOfAnotherModelAreRefused() {
        Spotter spotter = new Spotter(LABELS, SETTINGS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spotter.next(window(0, List.of(0.5, 0.5))))
                .withMessage("a window of 2 scores for 4 labels");
    }

    @Test
    void settingsSayWhatIsWrongWithThem() {
        Duration hop = Duration.ofMillis(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionSettings(hop, hop.multipliedBy(2), 3, 0.5, hop))
                .withMessage(
                        "fewest windows: expected 1 to 2, as many as 200.0 ms hold at a hop of 100.0"
                                + " ms; got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withThreshold(1.01))
                .withMessage("threshold: expected more than 0 and at most 1, got 1.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withThreshold(Double.NaN))
                .withMessageStartingWith("threshold: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionSettings(Duration.ZERO, hop, 1, 0.5, hop))
                .withMessage("hop: expected 1 ms or more, got 0.0 ms");
    }

    /// What is detected where these are the probabilities of "yes", a window each.
    private static List<Detection> spot(DetectionSettings settings, double... yes) {
        Spotter spotter = new Spotter(LABELS, settings);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < yes.length; i++) {
            spotter.next(window(i, List.of(yes[i], 0.0, 1 - yes[i], 0.0)))
                    .ifPresent(detections::add);
        }
        return detections;
    }

    private static WindowScores window(int number, List<Double> scores) {
        Duration from = Duration.ofMillis(100L * number);
        return WindowScores.of(from, from.plusSeconds(1), scores);
    }
}
