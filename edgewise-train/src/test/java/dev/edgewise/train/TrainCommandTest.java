package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains on tones through the real command: `low` is one of 400 Hz, `high` one of 2 kHz.
class TrainCommandTest {

    @TempDir private Path folder;

    @Test
    void itLearnsTonesAndWritesAModelThatKnowsThem() throws IOException {
        tones("low", 400, 24);
        tones("high", 2000, 24);
        Files.writeString(folder.resolve("data/low/broken.wav"), "no sound at all");
        Files.writeString(
                folder.resolve("data/validation_list.txt"),
                "low/0.wav\nlow/1.wav\nhigh/0.wav\nhigh/1.wav\n");

        Command.Result result =
                train("--words", "low,high", "--epochs", "4", "--credit", "tones, CC0");

        assertThat(result.err())
                .contains("44 clips for training, 4 for validation")
                .contains("epoch 1/4: loss ")
                .contains("1 clip was skipped:\n  data/low/broken.wav: ")
                .doesNotContain("\u001b", "\r", "WARNING", "INFO");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("words.onnx: accuracy 100.0 % (4 of 4 validation clips), loss ");
        Path file = folder.resolve("words.onnx");
        try (LocalRecognizer recognizer =
                new LocalRecognizer(ModelStore.open(file.toString(), 1))) {
            ModelCard card = recognizer.model().card();
            assertThat(card.labels()).containsExactly("low", "high");
            assertThat(card.data())
                    .isEqualTo("tones, CC0: 44 clips an epoch for training, 4 for validation");
            assertThat(card.recipe())
                    .startsWith("tutorial-cnn: Adam, learning rate 0.001, batch 64, at most 4");
            assertThat(card.seed()).isEqualTo("5");
            assertThat(card.scores()).startsWith("accuracy 1.0000 (4 of 4 validation clips)");
            assertThat(recognizer.recognize(tone(400, 99)).word()).isEqualTo("low");
            assertThat(recognizer.recognize(tone(2000, 99)).word()).isEqualTo("high");
        }
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(folder.resolve("data/low/0.wav")));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "words.onnx", "words.onnx.training");
        }
    }

    @Test
    void clipsThatCannotBeReadAreNoTrainingClips() throws IOException {
        tones("low", 400, 2);
        Files.createDirectories(folder.resolve("data/high"));
        Files.writeString(folder.resolve("data/high/a.wav"), "no sound at all");
        failsWith(
                train("--words", "low,high"),
                "edgewise train: data: no training clip of high that can be read:"
                        + " data/high/a.wav: ");
    }

    @Test
    void withoutValidationClipsThereIsNothingToEndBy() throws IOException {
        tones("low", 400, 2);
        tones("high", 2000, 2);
        Files.writeString(folder.resolve("data/validation_list.txt"), "low/7.wav\n");
        failsWith(
                train("--words", "low,high"),
                "edgewise train: data: no validation clip: name some in validation_list.txt");
    }

    @Test
    void aMissingFolderIsNamedAndNothingWritten() throws IOException {
        failsWith(train(), "edgewise train: data: no such folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeTraining() throws IOException {
        tones("low", 400, 1);
        tones("high", 2000, 1);
        failsWith(
                Command.runIn(
                        folder,
                        List.of(
                                        "train",
                                        "tutorial-cnn",
                                        "--data",
                                        "data",
                                        "--words",
                                        "low,high",
                                        "--out",
                                        "nowhere/words.onnx")
                                .toArray(String[]::new)),
                "edgewise train: nowhere/words.onnx: its folder doesn't exist");
    }

    @Test
    void anUnknownNetworkIsWrongUsage() throws IOException {
        Command.Result result = Command.runIn(folder, "train", "resnet-900", "--data", "data");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "edgewise train: resnet-900: no such network; there is tutorial-cnn, ds-cnn-s,"
                                + " bc-resnet-1, bc-resnet-2, bc-resnet-3 (see edgewise train"
                                + " --help)\n");
    }

    @Test
    void helpHasAnExample() throws IOException {
        Command.Result result = Command.runIn(folder, "train", "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("Usage: edgewise train ")
                .contains("edgewise train tutorial-cnn --data");
        assertThat(result.err()).isEmpty();
    }

    private Command.Result train(String... more) throws IOException {
        return Command.runIn(
                folder,
                Stream.concat(
                                Stream.of(
                                        "train",
                                        "tutorial-cnn",
                                        "--data",
                                        "data",
                                        "--seed",
                                        "5",
                                        "--threads",
                                        "1",
                                        "--out",
                                        "words.onnx"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void failsWith(Command.Result result, String line) {
        assertThat(result.err()).startsWith(line);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
    }

    private void tones(String word, double hertz, int count) throws IOException {
        Path words = Files.createDirectories(folder.resolve("data").resolve(word));
        for (int i = 0; i < count; i++) {
            WavFile.write(words.resolve(i + ".wav"), tone(hertz, i));
        }
    }

    /// A tone of about `hertz` that begins somewhere in the second, under noise.
    private static Clip tone(double hertz, long seed) {
        Random random = new Random(seed);
        double pitch = hertz * (0.9 + 0.2 * random.nextDouble());
        int begin = random.nextInt(8000);
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            double tone =
                    i >= begin && i < begin + 8000
                            ? 0.5 * Math.sin(2 * Math.PI * pitch * i / 16_000)
                            : 0;
            samples[i] = (float) (tone + 0.02 * random.nextGaussian());
        }
        return Clip.of(samples, 16_000);
    }
}
