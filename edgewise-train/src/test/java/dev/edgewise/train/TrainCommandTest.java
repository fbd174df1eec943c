package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.LocalRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            assertThat(recognizer.recognize(Tones.clip(400, 99)).word()).isEqualTo("low");
            assertThat(recognizer.recognize(Tones.clip(2000, 99)).word()).isEqualTo("high");
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
    void trainingEndsOnceTheValidationLossHasNotFallenForSoLong() throws IOException {
        // The words differ by name alone: what is learned is of no use to the validation clips.
        tones("this", 400, 12);
        tones("that", 400, 12);
        Files.writeString(
                folder.resolve("data/validation_list.txt"),
                "this/0.wav\nthis/1.wav\nthat/2.wav\nthat/3.wav\n");
        Command.Result result = train("--words", "this,that", "--epochs", "90", "--patience", "1");
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> epochs =
                result.err().lines().filter(line -> line.startsWith("epoch ")).toList();
        assertThat(epochs).hasSizeBetween(2, 89);
        Matcher last = Pattern.compile("validation (\\S+),").matcher(epochs.getLast());
        Matcher before =
                Pattern.compile("validation (\\S+),").matcher(epochs.get(epochs.size() - 2));
        assertThat(last.find() && before.find()).isTrue();
        assertThat(Double.parseDouble(last.group(1)))
                .isGreaterThanOrEqualTo(Double.parseDouble(before.group(1)));
        try (OnnxModel model = ModelStore.open(folder.resolve("words.onnx").toString(), 1)) {
            assertThat(model.card().recipe())
                    .contains("the weights after epoch " + epochs.size() + " of " + epochs.size());
        }
    }

    @Test
    void whatIsNoDataSetIsToldInALine() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        failsWith(train(), "edgewise train: data: no recordings: expected a folder of WAV files");
        WavFile.write(folder.resolve("data/a.wav"), Tones.clip(400, 1));
        failsWith(train(), "edgewise train: data: its recordings have no word: expected a folder");
        tones("yes", 400, 2);
        failsWith(
                train(),
                "edgewise train: data: needs two different words at least to tell apart, got yes");
        tones("mouse", 700, 2);
        failsWith(
                train("--words", "mouse"),
                "edgewise train: data: needs two different words at least to tell apart, got"
                        + " mouse");
        failsWith(
                train("--words", "yes,mouse", "--hold-out", "house"),
                "edgewise train: 'house': can't be held out; it is no other word of data");
        failsWith(
                train("--words", "yes,mouse", "--resume"),
                "edgewise train: words.onnx.training: no training to resume (no last.checkpoint in"
                        + " it)");
        Path noise = new TinyNoise(folder.resolve("data")).write("hum.wav", 12, 44_100);
        failsWith(
                train("--words", "yes,mouse", "--reject"),
                "edgewise train: data/_background_noise_/hum.wav: noise is needed at 16000 Hz, got"
                        + " 44100: convert it");
        Files.delete(noise);
        new TinyNoise(folder.resolve("data")).write("hum.wav", 5, 16_000);
        failsWith(
                train("--words", "yes,mouse", "--reject"),
                "edgewise train: data/_background_noise_/hum.wav: noise must last 11 seconds at"
                        + " least, a tenth for validation");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("data"));
        }
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
        new Tones(folder.resolve("data")).with(word, hertz, count);
    }
}
