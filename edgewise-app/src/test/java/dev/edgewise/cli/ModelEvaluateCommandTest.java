package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.Command;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelEvaluateCommandTest {

    @TempDir Path folder;

    @BeforeEach
    void unpackTheDemoClips() throws IOException {
        DemoClips.copyTo(Files.createDirectory(folder.resolve("demo")));
    }

    @Test
    void everyClipIsJudgedAsRecognizeRecognisesIt() throws IOException {
        Command.Result result =
                evaluate("tutorial-cnn", "demo", "--split", "all", "--out", "report");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).allMatch(l -> l.codePointCount(0, l.length()) <= 80);
        assertThat(result.out()).endsWith("The page: report/index.html\n");
        JsonNode json =
                JsonMapper.shared()
                        .readTree(Files.readString(folder.resolve("report/result.json")));
        assertThat(json.get("clips").get("n").asInt()).isEqualTo(32);
        assertThat(Files.readString(folder.resolve("report/index.html")))
                .contains(json.get("verdict").asString().replace(" %", "\u00a0%"));
        List<String> judged = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("report/answers.jsonl"))) {
            JsonNode answer = JsonMapper.shared().readTree(line);
            judged.add("demo/" + answer.get("clip").asString() + answer.get("answer").asString());
        }
        List<String> recognized = new ArrayList<>();
        Command.runIn(folder, "recognize", "--model", "tutorial-cnn", "--json", "demo")
                .out()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .forEach(l -> recognized.add(l.get("file").asString() + l.get("word").asString()));
        assertThat(judged).hasSize(32).containsExactlyInAnyOrderElementsOf(recognized);
        // The folder is ours now, and may be written again.
        assertThat(
                        evaluate(
                                        "tutorial-cnn",
                                        "demo",
                                        "--split",
                                        "all",
                                        "--out",
                                        "report",
                                        "--json")
                                .exitCode())
                .isZero();
    }

    @Test
    void aCorruptClipIsSkippedCountedAndNamed() throws IOException {
        Files.writeString(folder.resolve("demo/yes/bad.wav"), "no audio");
        Command.Result result = evaluate("tutorial-cnn", "demo", "--split", "all");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("1 clip couldn't be read and is left out");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("edgewise model evaluate: demo/yes/bad.wav: ");
    }

    @Test
    void whatCannotBeJudgedIsOneLine() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("broken.txt"), "yes/en-gb-f.wav\nyes/a.wav\tfrom=x\n");
        Files.writeString(folder.resolve("index.html"), "mine");
        for (List<String> wrong :
                List.of(
                        List.of("tutorial-cnn", "missing"),
                        List.of("tutorial-cnn", "empty"),
                        List.of("no-such-model", "demo"),
                        List.of("index.html", "demo"),
                        List.of("tutorial-cnn", "demo", "--split", "test"),
                        List.of("tutorial-cnn", "demo", "--split", "all", "--out", "."),
                        List.of("tutorial-cnn", "demo", "--split", "all", "--held-out", "cat"),
                        List.of("tutorial-cnn", "demo", "--list", "broken.txt"))) {
            Command.Result result = evaluate(wrong.toArray(String[]::new));
            assertThat(result.exitCode()).as("%s", wrong).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines()).as("%s", wrong).hasSize(1);
            assertThat(result.err()).startsWith("edgewise model evaluate: ");
        }
        assertThat(evaluate("tutorial-cnn", "demo", "--list", "broken.txt").err())
                .contains("broken.txt:2: 'from=x' holds no number");
        assertThat(Files.readString(folder.resolve("index.html"))).isEqualTo("mine");
        assertThat(evaluate("tutorial-cnn").exitCode()).isEqualTo(2);
        assertThat(evaluate("tutorial-cnn", "demo", "--split", "some").exitCode()).isEqualTo(2);
    }

    @Test
    void aModelThatIsTooSureIsWrittenCooledDown() throws IOException {
        // As if there were twelve voices: four are too few for two halves. Every third of the new
        // clips lies in another word's folder: no confidence in these is justified.
        List<String> paths = DemoClips.paths();
        for (int i = 0; i < paths.size(); i++) {
            String[] parts = paths.get(i).split("/", 2);
            String other = paths.get((i + paths.size() / 2) % paths.size()).split("/", 2)[0];
            Path word = folder.resolve("demo").resolve(i % 3 == 0 ? other : parts[0]);
            Files.write(word.resolve("a" + parts[1]), DemoClips.bytes(paths.get(i)));
            Files.write(word.resolve("b" + parts[1]), DemoClips.bytes(paths.get(i)));
        }
        OnnxFile sure = Temperature.apply(OnnxFile.open("tutorial-cnn"), 0.5, "");
        Files.write(folder.resolve("sure.onnx"), sure.bytes());
        Command.Result result =
                evaluate("sure.onnx", "demo", "--split", "all", "--calibrated", "mild.onnx");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).endsWith("The calibrated model: mild.onnx\n");
        OnnxFile mild = OnnxFile.read(folder.resolve("mild.onnx"));
        assertThat(Temperature.of(mild).orElseThrow()).isGreaterThan(1);
        assertThat(mild.metadata().get("temperature")).contains(", fitted on ");
        JsonNode json =
                JsonMapper.shared()
                        .readTree(evaluate("mild.onnx", "demo", "--split", "all", "--json").out());
        assertThat(json.get("calibration").get("temperature").asDouble()).isCloseTo(1, within(0.1));
    }

    @Test
    void aTemperatureIsNotFittedOnAHandfulOfClips() throws IOException {
        Command.Result result =
                evaluate("tutorial-cnn", "demo", "--split", "all", "--calibrated", "warm.onnx");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("warm.onnx: not written: the clips are too few");
        assertThat(folder.resolve("warm.onnx")).doesNotExist();
    }

    private Command.Result evaluate(String... arguments) throws IOException {
        return Command.runIn(
                folder,
                Stream.concat(Stream.of("model", "evaluate"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
