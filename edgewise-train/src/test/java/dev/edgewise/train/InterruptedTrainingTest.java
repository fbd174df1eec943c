package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// One training is left alone; another of the same seed is killed, resumed, ended by Ctrl-C,
/// resumed on a full disk, and resumed again. Both must leave the same file.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: there is neither SIGINT nor ulimit")
class InterruptedTrainingTest {

    private static final String[] TRAINING = training("5");

    @TempDir private Path home;

    @Test
    void itLeavesTheSameModelAsOneThatWasLeftAlone() throws IOException, InterruptedException {
        data();
        unpackOnnxRuntime();
        Path unbroken = Files.createDirectories(home.resolve("unbroken"));
        Command.Result expected = Command.runIn(unbroken, TRAINING);
        assertThat(expected.exitCode()).as(expected.err()).isZero();
        knowsUnknownWordsAndSilence(unbroken.resolve("words.onnx"));
        assertThat(expected.err())
                .contains("1 clip was skipped:\n  ../data/low/12:30.wav: no name for a clip: ");

        Path broken = Files.createDirectories(home.resolve("broken"));
        assertThat(endedAfterAnEpoch(broken, "KILL", TRAINING)).isEqualTo(128 + 9);
        assertThat(epochs(broken)).isBetween(1, 5);
        fails(
                Command.runIn(broken, TRAINING),
                "edgewise train: words.onnx.training: holds a training of ");
        fails(
                Command.runIn(broken, and("--resume", training("6"))),
                "edgewise train: words.onnx.training: was begun with 'seed 5', now it is 'seed 6'");

        assertThat(endedAfterAnEpoch(broken, "INT", and("--resume", TRAINING))).isEqualTo(128 + 2);
        assertThat(Files.readString(broken.resolve("err")))
                .endsWith(
                        "\nedgewise train: stopped after epoch "
                                + epochs(broken)
                                + " of 6; the same command with --resume goes on from there\n");
        assertThat(files(broken)).containsExactlyInAnyOrder("err", "words.onnx.training");
        nothingHalf(broken);

        int before = epochs(broken);
        String err = onAFullDisk(broken);
        assertThat(err.lines().toList().getLast())
                .matches(
                        "edgewise train: words.onnx.training/(last|best).checkpoint: can't be"
                                + " written: File too large");
        assertThat(epochs(broken)).isEqualTo(before);
        nothingHalf(broken);

        Command.Result result = Command.runIn(broken, and("--resume", TRAINING));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("; going on after epoch " + before + "\n");
        assertThat(result.out()).isEqualTo(expected.out());
        assertThat(broken.resolve("words.onnx"))
                .hasSameBinaryContentAs(unbroken.resolve("words.onnx"));
    }

    private void data() throws IOException {
        Path data = home.resolve("data");
        new Tones(data).with("low", 400, 10).with("high", 2000, 10);
        new Tones(data).with("hum", 900, 6).with("whistle", 3000, 2);
        Files.copy(data.resolve("low/5.wav"), data.resolve("low/12:30.wav"));
        new TinyNoise(data).write("a.wav", 11, Tones.RATE);
        Files.writeString(
                data.resolve("validation_list.txt"),
                "low/0.wav\nlow/1.wav\nhigh/0.wav\nhigh/1.wav\nhum/0.wav\nhum/1.wav\n");
    }

    private static void knowsUnknownWordsAndSilence(Path file) throws IOException {
        try (OnnxModel model = ModelStore.open(file.toString(), 1)) {
            ModelCard card = model.card();
            assertThat(card.labels()).containsExactly("low", "high", "_unknown_", "_silence_");
            assertThat(card.data()).contains("8 for validation; held out: whistle");
            assertThat(card.recipe()).startsWith("bc-resnet-1: SGD, ").contains(" of 6, the best");
        }
    }

    /// Sends the training a signal as soon as it tells of an epoch, and gives its exit code. What
    /// it said is in the file `err`.
    private int endedAfterAnEpoch(Path folder, String signal, String... arguments)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(line(arguments))
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader err =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            boolean sent = false;
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (!sent && line.startsWith("epoch ")) {
                    sent = true;
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        Files.writeString(folder.resolve("err"), String.join("\n", lines) + "\n");
        return process.exitValue();
    }

    /// Resumes the training where no file may be longer than 16 kB, which stands for a full
    /// disk.
    private String onAFullDisk(Path folder) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "ulimit -f 32; exec \"$@\"", "sh"));
        line.addAll(line(and("--resume", TRAINING)));
        Process process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isEqualTo(1);
        return err;
    }

    /// ONNX Runtime finds its library unpacked: who is killed can't remove it, and on a full disk
    /// there is no room for it.
    private List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(Command.line(arguments));
        line.addAll(
                1,
                List.of(
                        "-XX:-UsePerfData",
                        "-Donnxruntime.native.path=" + home.resolve("onnxruntime")));
        return line;
    }

    private void unpackOnnxRuntime() throws IOException {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        String platform = (mac ? "osx-" : "linux-") + processor;
        Path folder = Files.createDirectories(home.resolve("onnxruntime"));
        for (String name : List.of("libonnxruntime", "libonnxruntime4j_jni")) {
            String file = name + (mac ? ".dylib" : ".so");
            try (InputStream in =
                    OnnxModel.class.getResourceAsStream(
                            "/ai/onnxruntime/native/" + platform + "/" + file)) {
                assertThat(in).as(file).isNotNull();
                Files.copy(in, folder.resolve(file));
            }
        }
    }

    private static String[] training(String seed) {
        return ("train bc-resnet-1 --data ../data --words low,high --hold-out whistle --epochs 6"
                        + " --threads 1 --out words.onnx --seed "
                        + seed)
                .split(" ", -1);
    }

    private static String[] and(String option, String... line) {
        return Stream.concat(Stream.of(line), Stream.of(option)).toArray(String[]::new);
    }

    private static int epochs(Path folder) throws IOException {
        return Checkpoint.read(folder.resolve("words.onnx.training/last.checkpoint"))
                .history()
                .size();
    }

    private static void nothingHalf(Path folder) throws IOException {
        assertThat(files(folder.resolve("words.onnx.training")))
                .containsExactlyInAnyOrder(
                        "last.checkpoint", "best.checkpoint", "curve.svg", "validation.txt");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }

    private static void fails(Command.Result result, String line) {
        assertThat(result.err()).startsWith(line);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(1);
    }
}
