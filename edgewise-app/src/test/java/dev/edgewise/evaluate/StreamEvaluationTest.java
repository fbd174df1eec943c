package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.Accessibility;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.audio.WavStream;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.evaluate.StreamMatch.Kind;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model that hears "yes" as loud as a window is above zero, and "no" as loud as it is below.
class StreamEvaluationTest {

    private static final int RATE = 4_000;

    private static final ModelCard CARD =
            new ModelCard(
                    "loud", "2", List.of("yes", "no", "_silence_"), RATE, 400, "", "", "", "");

    private static final Recognizer BY_LOUDNESS =
            clip -> {
                double sum = 0;
                for (float sample : clip.samples()) {
                    sum += sample;
                }
                double mean = Math.clamp(sum / clip.length(), -1, 1);
                return new Prediction(
                        List.of(
                                new Prediction.Score("yes", Math.max(0, mean)),
                                new Prediction.Score("no", Math.max(0, -mean)),
                                new Prediction.Score("_silence_", 1 - Math.abs(mean))));
            };

    private static final StreamSettings SETTINGS =
            new StreamSettings(
                    new DetectionSettings(
                            Duration.ofMillis(10),
                            Duration.ofMillis(30),
                            3,
                            0.8,
                            Duration.ofMillis(200)),
                    Duration.ofMillis(100));

    /// Six stretches of 150 ms in 20 s: found, confused, missed, other speech, and one that nothing
    /// says.
    private static final String LABELS =
            """
            1.0\t1.15\tyes
            3.0\t3.15\tno
            5.0\t5.15\tyes
            7.0\t7.15\tno
            9.0\t9.15\tmarvin
            """;

    @TempDir Path folder;

    private static float[] samples(int rate) {
        float[] samples = new float[20 * rate];
        say(samples, rate, 1, 1);
        say(samples, rate, 3, -1);
        say(samples, rate, 5, -0.95);
        say(samples, rate, 7, -0.6);
        say(samples, rate, 9, 0.95);
        say(samples, rate, 11, 0.9);
        return samples;
    }

    private static void say(float[] samples, int rate, int second, double level) {
        Arrays.fill(samples, second * rate, second * rate + rate * 15 / 100, (float) level);
    }

    @Test
    void wordsAreFoundConfusedAndMissedAndTheRestAreFalseAccepts() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        StreamMatch match = result.match();
        assertThat(match.words())
                .extracting(StreamMatch.Word::fate)
                .containsExactly(Fate.FOUND, Fate.FOUND, Fate.CONFUSED, Fate.MISSED);
        assertThat(match.detections())
                .extracting(StreamMatch.Heard::kind)
                .containsExactly(
                        Kind.RIGHT, Kind.RIGHT, Kind.WRONG_WORD, Kind.OTHER_SPEECH, Kind.NO_SPEECH);
        assertThat(result.otherSpeech()).isEqualTo(1);
        assertThat(result.audio().duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(result.falseAccepts().rate()).isCloseTo(3 * 180, within(1e-6));
        assertThat(result.speed()).isCloseTo(20, within(1e-6));
    }

    @Test
    void theSweepTellsWhatOtherThresholdsGive() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        assertThat(point(result, 0.5).found()).isEqualTo(3);
        assertThat(point(result, 0.5).match().falseAccepts()).isEqualTo(3);
        assertThat(point(result, 0.8).match()).isEqualTo(result.match());
        assertThat(point(result, 0.99).found()).isEqualTo(2);
        assertThat(point(result, 0.99).match().falseAccepts()).isZero();
        assertThat(point(result, 0.99).falseAccepts().interval().high())
                .isCloseTo(3.689 * 180, within(0.1));
    }

    @Test
    void audioOfAnotherRateIsResampledOnTheWay() throws IOException {
        StreamResult at48 = run(WavFile.encode(Clip.of(samples(48_000), 48_000)), LABELS);
        StreamResult at4 = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        assertThat(at48.match().words())
                .extracting(StreamMatch.Word::fate)
                .isEqualTo(at4.match().words().stream().map(StreamMatch.Word::fate).toList());
        assertThat(at48.audio().duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(StreamText.of(at48, 80)).contains("48,000 Hz, heard at 4,000 Hz");
    }

    @Test
    void ofAFileThatWasCutOffWhatIsThereCounts() throws IOException {
        byte[] whole = WavFile.encode(Clip.of(samples(RATE), RATE));
        StreamResult result = run(Arrays.copyOf(whole, 44 + 2 * 4 * RATE), LABELS);
        assertThat(result.audio().duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(result.audio().missing()).isEqualTo(Duration.ofSeconds(16));
        assertThat(result.match().words()).hasSize(2);
        assertThat(result.beyond()).isEqualTo(3);
        assertThat(StreamText.of(result, 80).replaceAll("\\s+", " "))
                .contains(
                        "Cut off: the file ends 0:16.0 before its header says. 3 labels there are");
        assertThat(StreamPage.of(result).html()).contains("cut off");
    }

    @Test
    void audioShorterThanAWindowAndLabelsOfOtherAudioAreRefused() {
        byte[] brief = WavFile.encode(Clip.of(new float[200], RATE));
        assertThatThrownBy(() -> run(brief, ""))
                .hasMessage(
                        "a.wav: lasts 0:00.1, shorter than the model's window of 0:00.1; edgewise"
                                + " recognize takes clips");
        byte[] whole = WavFile.encode(Clip.of(samples(RATE), RATE));
        assertThatThrownBy(() -> run(whole, "20\t21\tyes"))
                .hasMessage("a.txt:1: 'yes' begins at 0:20.0, beyond the end of the audio, 0:20.0");
    }

    @Test
    void withoutWordsThereAreStillFalseAcceptsToCount() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), "");
        assertThat(result.match().falseAccepts()).isEqualTo(5);
        assertThat(StreamText.of(result, 80))
                .contains("No word is said. 5 false accepts in 0:20.0");
        assertThat(StreamJson.tree(result).get("words").get("miss_rate").isNull()).isTrue();
        assertThat(StreamPage.of(result).html()).contains("Figure 1.").doesNotContain("Figure 2.");
    }

    @Test
    void itsPageBreaksNoRuleOfAccessibility() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        String html = StreamPage.of(result).html();
        Accessibility.check(Files.writeString(folder.resolve("page.html"), html));
    }

    @Test
    void textIsEightyColumnsAndSaysWhatJsonSays() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        String text = StreamText.of(result, 80);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text)
                .contains("2 of 4 words found (50.0 %), 1 confused, 1 missed. 3 false accepts")
                .contains("no further away than 100 ms");
        JsonNode json = JsonMapper.shared().readTree(StreamJson.text(result));
        assertThat(json.get("words").get("found").asInt()).isEqualTo(2);
        assertThat(json.get("words").get("confused").asInt()).isEqualTo(1);
        assertThat(json.get("words").get("missed").asInt()).isEqualTo(1);
        assertThat(json.get("false_accepts").get("count").asInt()).isEqualTo(3);
        assertThat(json.get("false_accepts").get("other_speech").asInt()).isEqualTo(1);
        assertThat(json.get("by_word").get("yes").get("there").asInt()).isEqualTo(2);
        assertThat(json.get("by_word").get("yes").get("false_accepts").asInt()).isEqualTo(2);
        assertThat(json.get("detections").size()).isEqualTo(5);
        assertThat(json.get("detections").get(3).get("label").asString()).isEqualTo("marvin");
        assertThat(json.get("sweep").size()).isGreaterThan(40);
        assertThat(json.get("settings").get("tolerance_s").asDouble()).isEqualTo(0.1);
    }

    @Test
    void theFolderHoldsPageJsonAndALabelTrackOfTheDetections() throws IOException {
        StreamResult result = run(WavFile.encode(Clip.of(samples(RATE), RATE)), LABELS);
        Path out = folder.resolve("out");
        for (int run = 0; run < 2; run++) {
            StreamPage.write(result, open(out));
        }
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("Words in a.wav: an evaluation with Edgewise")
                .contains("words not found");
        assertThat(LabelTrack.read(out.resolve("detections.txt")).labels())
                .extracting(Label::text)
                .containsExactly(
                        "yes",
                        "no",
                        "no (false accept)",
                        "yes (false accept)",
                        "yes (false accept)");
        Files.delete(out.resolve("result.json"));
        assertThatThrownBy(() -> open(out))
                .hasMessage(
                        out.resolve("index.html")
                                + ": is in the way and not an evaluation's; choose another --out");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> open(file))
                .hasMessage(file + ": is a file, a folder is needed for the results");
    }

    @Test
    void aModelWithoutWordsIsRefused() {
        ModelCard deaf =
                new ModelCard("deaf", "1", List.of("_silence_"), RATE, 400, "", "", "", "");
        assertThatThrownBy(() -> new StreamEvaluation(BY_LOUDNESS, deaf, "", SETTINGS, () -> 0))
                .isInstanceOf(IOException.class)
                .hasMessage("deaf: has no words to detect");
    }

    private static ResultFolder open(Path out) throws IOException {
        return ResultFolder.open(out, List.of(StreamPage.FILE, StreamPage.DETECTIONS));
    }

    private static OperatingPoint point(StreamResult result, double threshold) {
        return result.sweep().stream()
                .filter(point -> point.threshold() == threshold)
                .findFirst()
                .orElseThrow();
    }

    /// Runs over a WAV file's bytes, with a clock on which that takes a second.
    private static StreamResult run(byte[] wav, String labels) throws IOException {
        AtomicLong clock = new AtomicLong();
        StreamEvaluation evaluation =
                new StreamEvaluation(
                        BY_LOUDNESS, CARD, "hash", SETTINGS, () -> clock.getAndAdd(1_000_000_000));
        Path file = Files.createTempFile("edgewise", ".wav");
        try {
            Files.write(file, wav);
            try (WavStream audio = WavStream.open(file)) {
                return evaluation.run(
                        "a.wav",
                        audio,
                        LabelTrack.parse("a.txt", labels),
                        Progress.none(System.err));
            }
        } finally {
            Files.delete(file);
        }
    }
}
