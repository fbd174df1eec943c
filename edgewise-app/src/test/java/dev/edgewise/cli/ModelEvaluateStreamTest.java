package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `edgewise model evaluate --stream`, on demo clips that lie at known times on a floor of noise.
class ModelEvaluateStreamTest {

    private static final int RATE = 16_000;

    /// Clips that the tutorial's network gets right, with room around them.
    private static final List<String> SAID =
            List.of("yes/en-gb-f.wav", "stop/en-us-f.wav", "right/en-us-m.wav", "left/en-gb-m.wav");

    private static final int EVERY = 4;

    @TempDir static Path folder;

    @BeforeAll
    static void build() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        float[] audio = new float[(EVERY * SAID.size() + 2) * RATE];
        for (int i = 0; i < audio.length; i++) {
            audio[i] = 0.0005f * (float) random.nextGaussian();
        }
        StringBuilder labels = new StringBuilder("\\\t100\t4000\n");
        for (int i = 0; i < SAID.size(); i++) {
            float[] clip = WavFile.read(SAID.get(i), DemoClips.bytes(SAID.get(i))).samples();
            int at = (EVERY * i + 2) * RATE;
            for (int j = 0; j < clip.length; j++) {
                audio[at + j] += clip[j];
            }
            String word = SAID.get(i).substring(0, SAID.get(i).indexOf('/'));
            labels.append(
                    String.format(
                            Locale.ROOT, "%d.2\t%d.8\t%s%n", EVERY * i + 2, EVERY * i + 2, word));
        }
        WavFile.write(folder.resolve("talk.wav"), Clip.of(audio, RATE));
        Files.writeString(folder.resolve("talk.txt"), labels);
    }

    @Test
    void wordsAreFoundWhereTheyAre() throws IOException {
        Command.Result result = evaluate("--stream", "talk.wav", "--json");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.get("audio").get("duration_s").asDouble()).isEqualTo(18.0);
        assertThat(json.get("words").get("there").asInt()).isEqualTo(SAID.size());
        assertThat(json.get("words").get("found").asInt()).isGreaterThanOrEqualTo(2);
        for (JsonNode detection : json.get("detections")) {
            if (detection.get("is").asString().equals("right")) {
                double middle =
                        (detection.get("from_s").asDouble() + detection.get("to_s").asDouble()) / 2;
                assertThat((middle - 2) % EVERY).isBetween(-0.3, 1.3);
            }
        }
    }

    @Test
    void textPageAndAnotherRateSayTheSame() throws IOException {
        Clip talk = WavFile.read(folder.resolve("talk.wav"));
        WavFile.write(folder.resolve("fast.wav"), talk.resampledTo(44_100));
        Command.Result result =
                evaluate("--stream", "fast.wav", "--labels", "talk.txt", "--out", "page");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.out())
                .contains("fast.wav: 0:18.0 of audio at 44,100 Hz, heard at 16,000 Hz.")
                .containsPattern("\\d of 4 words found")
                .endsWith("The page: " + Path.of("page", "index.html") + System.lineSeparator());
        assertThat(folder.resolve("page/index.html")).isNotEmptyFile();
        assertThat(folder.resolve("page/detections.txt")).exists();
    }

    @Test
    void aFileThatWasCutOffIsHeardAndTheCutIsSaid() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("talk.wav"));
        Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, 44 + 2 * 9 * RATE));
        Command.Result result = evaluate("--stream", "cut.wav", "--labels", "talk.txt");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Cut off: the file ends 0:09.0 before its header says.")
                .contains("of 2 words found");
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        Files.copy(folder.resolve("talk.wav"), folder.resolve("alone.wav"));
        Files.writeString(folder.resolve("bad.txt"), "1\t2\tyes\n3 4 no\n");
        Files.writeString(folder.resolve("late.txt"), "100\t101\tyes\n");
        assertFails("alone.txt: no such file; a label track is needed", "--stream", "alone.wav");
        assertFails(
                "bad.txt:2: expected start, end and label, separated by tabs, got '3 4 no'",
                "--stream",
                "talk.wav",
                "--labels",
                "bad.txt");
        assertFails(
                "late.txt:1: 'yes' begins at 1:40.0, beyond the end of the audio, 0:18.0",
                "--stream",
                "talk.wav",
                "--labels",
                "late.txt");
        assertFails(
                "talk.txt: looks like text, expected a WAV file",
                "--stream",
                "talk.txt",
                "--labels",
                "talk.txt");
    }

    @Test
    void wrongOptionsAreWrongUsage() throws IOException {
        for (String[] wrong :
                new String[][] {
                    {"--stream", "talk.wav", "--threshold", "1.5"},
                    {"--stream", "talk.wav", "--hop", "2000", "--average", "2000"},
                    {"--labels", "talk.txt"}
                }) {
            Command.Result result = evaluate(wrong);
            assertThat(result.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err())
                    .contains("--" + (wrong.length > 2 ? wrong[2].substring(2) : "stream"));
        }
    }

    private static void assertFails(String message, String... arguments) throws IOException {
        Command.Result result = evaluate(arguments);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("edgewise model evaluate: " + message);
    }

    private static Command.Result evaluate(String... arguments) throws IOException {
        return Command.runIn(
                folder,
                Stream.concat(
                                Stream.of("model", "evaluate", "tutorial-cnn"),
                                Arrays.stream(arguments))
                        .toArray(String[]::new));
    }
}
