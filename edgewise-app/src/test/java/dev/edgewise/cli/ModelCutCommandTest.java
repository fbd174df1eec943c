package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCutCommandTest {

    @TempDir private Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void headAndTailAreWrittenAndWhatCrossesIsTold() throws IOException {
        Files.writeString(folder.resolve("tutorial-cnn-head.onnx"), "an older one");
        Command.Result result =
                Command.runIn(folder, "model", "cut", "tutorial-cnn", "--at", "conv_1");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("conv_1  float32 [N, 32, 30, 30]  115,200")
                .contains("bit for bit");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(files()).containsExactly("tutorial-cnn-head.onnx", "tutorial-cnn-tail.onnx");
        assertThat(OnnxFile.read(folder.resolve("tutorial-cnn-head.onnx")).metadata())
                .containsEntry("part", "head");
    }

    @Test
    void aForeignModelIsCutIntoTheFilesThatAreAskedFor() throws IOException {
        OnnxGraph graph = new OnnxGraph("foreign");
        graph.input("x", 3);
        graph.node("Exp", List.of("x"), "a");
        graph.node("Add", List.of("a", "x"), "y");
        graph.output("y", 3);
        Files.write(folder.resolve("foreign.onnx"), graph.bytes());
        Command.Result result =
                Command.runIn(
                        folder,
                        "model",
                        "cut",
                        "--json",
                        "foreign.onnx",
                        "--at",
                        "a",
                        "--head",
                        "h.onnx",
                        "--tail",
                        "t.onnx");
        assertThat(result.err()).isEmpty();
        JsonNode cut = new JsonMapper().readTree(result.out());
        assertThat(cut.get("bytes").asLong()).isEqualTo(24);
        assertThat(cut.get("bit_for_bit").asBoolean()).isTrue();
        assertThat(cut.get("crossing")).hasSize(2);
        assertThat(files()).containsExactly("foreign.onnx", "h.onnx", "t.onnx");

        Command.Result over =
                Command.runIn(
                        folder,
                        "model",
                        "cut",
                        "foreign.onnx",
                        "--at",
                        "a",
                        "--head",
                        "./foreign.onnx");
        assertThat(over.exitCode()).isEqualTo(1);
        assertThat(over.err())
                .isEqualTo(
                        "edgewise model cut: ./foreign.onnx: is the model itself; give another"
                                + " file\n");
    }

    @Test
    void aTensorThatIsNotThereIsGuessedAndNothingIsWritten() throws IOException {
        Command.Result result =
                Command.runIn(folder, "model", "cut", "tutorial-cnn", "--at", "pool");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "edgewise model cut: tutorial-cnn: no tensor 'pool'; did you mean"
                                + " 'pooled'?\n");
        assertThat(files()).isEmpty();
    }
}
