package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.model.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelInfoCommandTest {

    @TempDir private Path folder;

    private void foreign() throws IOException {
        OnnxGraph graph = new OnnxGraph("foreign");
        graph.input("image", OnnxGraph.BATCH, 3);
        graph.constant("w", new float[12], 3, 4);
        graph.node("MatMul", List.of("image", "w"), "y");
        graph.output("y", OnnxGraph.BATCH, 4);
        graph.metadata(Map.of("note", "of\tunknown origin"));
        Files.write(folder.resolve("foreign.onnx"), graph.bytes());
    }

    @Test
    void theShippedModelShowsItsCardAndEveryTensorInEightyColumns() throws IOException {
        Command.Result result = Command.run("model", "info", "--tensors", "tutorial-cnn");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("waveform: float32 [N, 16000]", "labels      down go", "Conv", "logits")
                .containsPattern("MACs +[\\d,]+ in one run, waveform \\[1, 16000]");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aForeignModelIsRunAtTheShapeThatIsAskedFor() throws IOException {
        foreign();
        Command.Result result =
                Command.runIn(
                        folder, "model", "info", "--json", "--shape", "image=5,3", "foreign.onnx");
        assertThat(result.err()).isEmpty();
        JsonNode info = new JsonMapper().readTree(result.out());
        assertThat(info.get("macs").asLong()).isEqualTo(5 * 3 * 4);
        assertThat(info.get("parameters").asLong()).isEqualTo(12);
        assertThat(info.get("metadata").get("note").asString()).isEqualTo("of\tunknown origin");
        assertThat(info.get("inputs").get(0).get("shape").toString()).isEqualTo("[\"N\",\"3\"]");
        assertThat(info.get("tensors").get(1).get("bytes").asLong()).isEqualTo(5 * 4 * 4);
    }

    @Test
    void aShapeThatIsNoneIsWrongUsage() throws IOException {
        foreign();
        Command.Result result =
                Command.runIn(folder, "model", "info", "--shape", "image=5x3", "foreign.onnx");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith(
                        "edgewise model info: --shape image=5x3: expected whole numbers with commas");
    }

    @Test
    void aShapeThatDoesNotFitEndsWithALineAfterWhatIsKnown() throws IOException {
        foreign();
        Command.Result result =
                Command.runIn(folder, "model", "info", "--shape", "image=5,9", "foreign.onnx");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("parameters", "MatMul").doesNotContain("MACs");
        assertThat(result.err())
                .isEqualTo(
                        "edgewise model info: foreign.onnx: input 'image' is float32 [N, 3], which"
                                + " shape [5, 9] doesn't fit; so no MACs and tensors\n");
    }
}
