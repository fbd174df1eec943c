package dev.edgewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecognizeCommandTest {

    @TempDir Path folder;

    @Test
    void aClipIsALineOfFileWordAndConfidence() throws IOException {
        clip("a b.wav", 300);
        Command.Result result = recognize("a b.wav");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).matches("a b\\.wav  [a-z_]+ *  [01]\\.\\d{3}\n");
    }

    @Test
    void aFolderIsLinedUpAndSummarisedWithItsConfusions() throws IOException {
        clip("words/yes/1.wav", 300);
        clip("words/no/long name.wav", 900);
        clip("words/elsewhere/x.wav", 700);
        Command.Result result = recognize("--model", "tutorial-cnn", "words");
        assertThat(result.exitCode()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("words/elsewhere/x.wav ");
        assertThat(lines.get(1)).startsWith("words/no/long name.wav ");
        assertThat(lines.get(2)).startsWith("words/yes/1.wav ");
        assertThat(lines).extracting(String::length).containsOnly(lines.getFirst().length());
        assertThat(result.err())
                .contains("3 clips, 3.0 s of audio")
                .containsPattern("accuracy \\d+\\.\\d %: \\d of the 2 clips")
                .containsPattern("(?m)^yes( +[.\\d]+){9}$")
                .containsPattern("(?m)^no( +[.\\d]+){9}$")
                .doesNotContain("\u001b");
        assertThat(result.err().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void anotherWordCountsAsUnknownWhereTheModelHasThat() throws IOException {
        clip("words/yes/1.wav", 300);
        clip("words/cat/2.wav", 500);
        clip("words/cat/of a friend/3.wav", 700);
        clip("words/4.wav", 900);
        clip("elsewhere/dog/5.wav", 900);
        Command.Result result = recognize("words", "elsewhere");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .containsPattern("accuracy \\d+\\.\\d %: \\d of the 3 clips")
                .containsPattern("(?m)^yes( +[.\\d]+){11}$")
                .containsPattern("(?m)^_unknown_( +[.\\d]+){11}$");
        assertThat(result.err().lines()).allMatch(line -> line.length() <= 80);
        assertThat(recognize("elsewhere").err()).doesNotContain("accuracy");
    }

    @Test
    void jsonHasAllScoresInTheOrderOfTheLabels() throws IOException {
        clip("ja \"n\"ein/ü.wav", 440);
        Command.Result result = recognize("--json", "ja \"n\"ein");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("1 clip, 1.0 s of audio");
        assertThat(result.out().lines()).hasSize(1);
        JsonNode line = JsonMapper.shared().readTree(result.out());
        assertThat(line.propertyNames()).containsExactly("file", "word", "confidence", "scores");
        assertThat(line.get("file").asString()).isEqualTo("ja \"n\"ein/ü.wav");
        assertThat(line.get("scores").propertyNames())
                .containsExactly(
                        "down",
                        "go",
                        "left",
                        "no",
                        "right",
                        "stop",
                        "up",
                        "yes",
                        "_unknown_",
                        "_silence_");
        double sum = 0;
        for (JsonNode score : line.get("scores")) {
            sum += score.asDouble();
        }
        assertThat(sum).isBetween(0.999, 1.001);
        assertThat(line.get("scores").get(line.get("word").asString()).asDouble())
                .isEqualTo(line.get("confidence").asDouble());
    }

    @Test
    void topPrintsThatManyWordsLikeliestFirst() throws IOException {
        clip("a.wav", 300);
        Command.Result result = recognize("--top", "3", "a.wav");
        assertThat(result.out()).matches("a\\.wav(  [a-z_]+ *  [01]\\.\\d{3}){3}\n");
        assertThat(recognize("--top", "0", "a.wav").exitCode()).isEqualTo(2);
    }

    @Test
    void standardInputIsCalledADash() throws IOException, InterruptedException {
        Process process = start("-");
        process.getOutputStream().write(WavFile.encode(tone(300)));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).matches("-  [a-z_]+ *  [01]\\.\\d{3}\n");
    }

    @Test
    void aBadFileIsNamedTheRestGoesOnAndTheEndIsOne() throws IOException {
        clip("words/a.wav", 300);
        clip("words/c.wav", 300);
        Files.writeString(folder.resolve("words/b.wav"), "no audio");
        Command.Result result = recognize("missing.wav", "words");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.err())
                .contains("edgewise recognize: missing.wav: no such file\n")
                .containsPattern("edgewise recognize: words/b\\.wav: .+\n")
                .contains("2 clips, 2.0 s of audio")
                .contains("; 2 failed");
    }

    @Test
    void aMissingFileAnEmptyFolderAndAForeignModelAreOneLineEach() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Path foreign = Files.writeString(folder.resolve("foreign.onnx"), "not a model");
        clip("a.wav", 300);
        for (List<String> wrong :
                List.of(
                        List.of("missing.wav"),
                        List.of("empty"),
                        List.of("--model", foreign.toString(), "a.wav"),
                        List.of("--model", "no-such-model", "a.wav"))) {
            Command.Result result = recognize(wrong.toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).startsWith("edgewise recognize: ");
        }
    }

    @Test
    void withoutAClipTheUsageIsWrong() throws IOException {
        assertThat(recognize().exitCode()).isEqualTo(2);
    }

    @Test
    void aReaderThatLeavesEndsItQuietly() throws IOException, InterruptedException {
        Process process = startOnMoreThanAPipeHolds();
        assertThat(process.getInputStream().read()).isPositive();
        process.getInputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(Main.READER_LEFT);
        assertThat(err).isEmpty();
    }

    @Test
    void interruptedItEndsWithTheSignalsCode() throws IOException, InterruptedException {
        Process process = startOnMoreThanAPipeHolds();
        try {
            assertThat(process.getInputStream().read()).isPositive();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
    }

    /// It can't be done before its lines are read: they are more than the 64 KiB that a pipe holds.
    private Process startOnMoreThanAPipeHolds() throws IOException {
        for (int i = 0; i < 50; i++) {
            clip("many/" + i + ".wav", 300);
        }
        return start(Collections.nCopies(100, "many").toArray(String[]::new));
    }

    private Process start(String... arguments) throws IOException {
        return new ProcessBuilder(Command.line(with(arguments))).directory(folder.toFile()).start();
    }

    private Command.Result recognize(String... arguments) throws IOException {
        return Command.runIn(folder, with(arguments));
    }

    private static String[] with(String... arguments) {
        return Stream.concat(Stream.of("recognize"), Stream.of(arguments)).toArray(String[]::new);
    }

    private void clip(String name, double hertz) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        WavFile.write(file, tone(hertz));
    }

    private static Clip tone(double hertz) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * hertz * i / samples.length));
        }
        return Clip.of(samples, 16_000);
    }
}
