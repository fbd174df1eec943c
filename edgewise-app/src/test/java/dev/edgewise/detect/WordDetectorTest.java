package dev.edgewise.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WordDetectorTest {

    /// A model of 100 samples at 4 kHz, 25 ms, that hears "yes" as loud as the window is.
    private static final ModelCard CARD =
            new ModelCard("fake", "1", List.of("yes", "_silence_"), 4_000, 100, "", "", "", "");

    private static final Recognizer BY_LOUDNESS =
            clip -> {
                double sum = 0;
                for (float sample : clip.samples()) {
                    sum += sample;
                }
                double mean = sum / clip.length();
                return new Prediction(
                        List.of(
                                new Prediction.Score("yes", mean),
                                new Prediction.Score("_silence_", 1 - mean)));
            };

    private static final DetectionSettings SETTINGS =
            new DetectionSettings(
                    Duration.ofMillis(5), Duration.ofMillis(15), 2, 0.9, Duration.ofMillis(30));

    @Test
    void aLoudStretchIsDetectedWhereItIs() throws IOException {
        float[] samples = new float[4_000];
        Arrays.fill(samples, 2_000, 2_200, 1);
        List<Detection> detections = detect(samples, 4_000);
        assertThat(detections).hasSize(1);
        Detection yes = detections.getFirst();
        assertThat(yes.word()).isEqualTo("yes");
        assertThat(yes.to().minus(yes.from())).isEqualTo(Duration.ofMillis(25));
        assertThat(yes.middle()).isBetween(Duration.ofMillis(500), Duration.ofMillis(550));
    }

    @Test
    void theSameSamplesGiveTheSameDetectionsHoweverTheyAreCut() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        float[] samples = new float[50_000];
        for (int from = 0; from < samples.length; from += 100 + random.nextInt(900)) {
            Arrays.fill(samples, from, Math.min(samples.length, from + random.nextInt(400)), 1);
        }
        List<Detection> whole = detect(samples, samples.length);
        assertThat(whole.size()).isGreaterThan(10);
        for (int most : new int[] {1, 7, 400, 9_999}) {
            assertThat(detect(samples, most)).isEqualTo(whole);
        }
    }

    @Test
    void audioOfAnyLengthIsHeardWithoutBeingKept() throws IOException {
        WordDetector detector = new WordDetector(BY_LOUDNESS, CARD, SETTINGS);
        float[] block = new float[40_000];
        Duration last = Duration.ZERO;
        for (int i = 0; i < 360; i++) {
            block[0] = 0;
            Arrays.fill(block, 0, 200, i % 2);
            for (Detection detection : detector.next(block)) {
                last = detection.to();
            }
        }
        assertThat(last).isBetween(Duration.ofSeconds(3_590), Duration.ofSeconds(3_591));
    }

    @Test
    void aRecognizersFailureIsTheCallers() {
        WordDetector detector =
                new WordDetector(
                        clip -> {
                            throw new IOException("server gone");
                        },
                        CARD,
                        SETTINGS);
        assertThatThrownBy(() -> detector.next(new float[100])).hasMessage("server gone");
    }

    @Test
    void aHopBeyondTheModelsWindowIsRefused() {
        DetectionSettings wide =
                new DetectionSettings(
                        Duration.ofMillis(26), Duration.ofMillis(52), 1, 0.5, Duration.ZERO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordDetector(BY_LOUDNESS, CARD, wide))
                .withMessage("hop: expected at most the model's window, 25 ms, got 26 ms");
    }

    private static List<Detection> detect(float[] samples, int most) throws IOException {
        SplittableRandom random = new SplittableRandom(most);
        WordDetector detector = new WordDetector(BY_LOUDNESS, CARD, SETTINGS);
        List<Detection> detections = new ArrayList<>();
        int at = 0;
        while (at < samples.length) {
            int size = Math.min(samples.length - at, 1 + random.nextInt(most));
            detections.addAll(detector.next(Arrays.copyOfRange(samples, at, at + size)));
            at += size;
        }
        detections.addAll(detector.end());
        return detections;
    }
}
