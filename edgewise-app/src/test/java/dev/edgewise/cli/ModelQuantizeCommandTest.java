package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The words here are two tones, and the model's weights two sines: what it gets right is known.
class ModelQuantizeCommandTest {

    private static final int RATE = 8_000;
    private static final int SAMPLES = 400;
    private static final Map<String, Integer> WORDS = Map.of("low", 500, "high", 1_500);
    private static final ModelCard CARD =
            new ModelCard(
                    "tones",
                    "3",
                    List.of("low", "high"),
                    RATE,
                    SAMPLES,
                    "",
                    "by hand",
                    "",
                    "100 %");

    @TempDir private Path folder;

    @BeforeEach
    void writeTheModel() throws IOException {
        Files.write(folder.resolve("tones.onnx"), model(CARD.metadata()));
    }

    @Test
    void aModelThatStaysAsGoodIsWrittenWithBothCompared() throws IOException {
        tones(0, 0.5);
        Files.writeString(folder.resolve("words/low/broken.wav"), "no sound");

        Command.Result result = quantize("--clips", "50");

        assertThat(result.err()).contains("broken.wav");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("accuracy (%)", "100.0", "+0.0 points, 8 clips", "wrote small.onnx");
        try (OnnxModel small = ModelStore.open(folder.resolve("small.onnx").toString(), 1)) {
            assertThat(small.card().name()).isEqualTo("tones");
            assertThat(small.card().version()).isEqualTo("3");
            assertThat(small.card().recipe()).startsWith("by hand; then int8 (Q/DQ");
            assertThat(small.card().scores())
                    .isEqualTo(
                            "int8: 100.0 % of 8 validation clips (the float32 model on these: 100.0 %);"
                                    + " float32: 100 %");
        }
        assertThat(Files.size(folder.resolve("small.onnx")))
                .isLessThan(Files.size(folder.resolve("tones.onnx")) / 2);
    }

    @Test
    void aModelThatGetsMuchWorseIsNotWrittenUnlessForced() throws IOException {
        // The tones are smaller than an eighth of the step that the offset leaves them.
        tones(0.9, 0.0003);

        Command.Result refused = quantize("--json");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines(
                        "edgewise model quantize: tones.onnx: accuracy falls by 50.0 points, more"
                                + " than 1: nothing is written (--force writes it)");
        assertThat(folder.resolve("small.onnx")).doesNotExist();
        JsonNode json = new ObjectMapper().readTree(refused.out());
        assertThat(json.at("/accuracy/float32").asDouble()).isEqualTo(1);
        assertThat(json.at("/accuracy/int8").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/bytes/float32").isInt()).isTrue();
        assertThat(json.at("/written").asBoolean()).isFalse();

        Command.Result forced = quantize("--force");
        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(forced.out()).contains("-50.0 points, 8 clips", "wrote small.onnx");
        assertThat(folder.resolve("small.onnx")).exists();
    }

    @Test
    void withoutClipsThereIsNothingToCalibrateWith() throws IOException {
        Files.createDirectories(folder.resolve("words/other"));
        fails(quantize(), "words: no .wav file in this folder");
    }

    @Test
    void aModelWithoutACardFitsNoClip() throws IOException {
        tones(0, 0.5);
        Files.write(folder.resolve("tones.onnx"), model(Map.of()));
        fails(
                quantize(),
                "tones.onnx: has no card; to calibrate it on clips, labels, sample_rate and samples"
                        + " are needed in its metadata_props");
    }

    @Test
    void aTensorThatIsNotThereIsNamed() throws IOException {
        tones(0, 0.5);
        fails(quantize("--from", "mel"), "tones.onnx: has no tensor 'mel'");
    }

    @Test
    void aFolderThatIsNotThereIsNamedBeforeAnythingIsDone() throws IOException {
        Command.Result result =
                Command.runIn(
                        folder, "model", "quantize", "x.onnx", "--data", ".", "--out", "no/o.onnx");
        fails(result, "no/o.onnx: its folder doesn't exist");
    }

    private static void fails(Command.Result result, String reason) {
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualToIgnoringNewLines("edgewise model quantize: " + reason);
        assertThat(result.out()).isEmpty();
    }

    private Command.Result quantize(String... options) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("model", "quantize", "tones.onnx", "--data", "words"));
        line.addAll(List.of("--out", "small.onnx"));
        line.addAll(List.of(options));
        return Command.runIn(folder, line.toArray(String[]::new));
    }

    /// Twelve clips of either tone, four of them for validation: `offset` and a tone of amplitude
    /// `loud`, no two quite the same.
    private void tones(double offset, double loud) throws IOException {
        StringBuilder validation = new StringBuilder();
        Random random = new Random(7);
        for (Map.Entry<String, Integer> word : WORDS.entrySet()) {
            Path clips = Files.createDirectories(folder.resolve("words/" + word.getKey()));
            for (int i = 0; i < 12; i++) {
                float[] samples = sine(word.getValue());
                double amplitude = loud * (0.9 + 0.1 * random.nextDouble());
                for (int s = 0; s < SAMPLES; s++) {
                    samples[s] = (float) (offset + amplitude * samples[s]);
                }
                WavFile.write(clips.resolve(i + ".wav"), Clip.of(samples, RATE));
                if (i < 4) {
                    validation.append(word.getKey()).append('/').append(i).append(".wav\n");
                }
            }
        }
        Files.writeString(folder.resolve("words/validation_list.txt"), validation);
    }

    /// A dense layer whose weights are the two tones, and a softmax.
    private static byte[] model(Map<String, String> metadata) {
        OnnxGraph graph = new OnnxGraph("tones");
        graph.input("waveform", OnnxGraph.BATCH, SAMPLES);
        float[] kernel = new float[2 * SAMPLES];
        System.arraycopy(sine(500), 0, kernel, 0, SAMPLES);
        System.arraycopy(sine(1_500), 0, kernel, SAMPLES, SAMPLES);
        graph.constant("kernel", kernel, 2, SAMPLES);
        graph.node("Gemm", List.of("waveform", "kernel"), "sums", Attribute.of("transB", 1));
        graph.node("Softmax", List.of("sums"), "probabilities", Attribute.of("axis", 1));
        graph.output("probabilities", OnnxGraph.BATCH, 2);
        graph.metadata(metadata);
        return graph.bytes();
    }

    private static float[] sine(int hertz) {
        float[] sine = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            sine[i] = (float) Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        return sine;
    }
}
