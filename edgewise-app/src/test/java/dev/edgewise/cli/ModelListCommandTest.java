package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelListCommandTest {

    @TempDir private Path folder;

    @Test
    void whatShipsIsListedWithLabelsAndSizeInEightyColumns() throws IOException {
        Command.Result result = Command.run("model", "list");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(ModelStore.SHIPPED).contains("Labels", "down");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aFolderIsListedAndWhatIsNoModelInItIsNamed() throws IOException {
        Files.write(folder.resolve("a.onnx"), ModelStore.bytes(ModelStore.DEFAULT));
        Files.writeString(folder.resolve("b.onnx"), "nothing of the kind");
        Files.writeString(folder.resolve("c.txt"), "not even by its name");
        Command.Result result = Command.runIn(folder, "model", "list", "--json", ".");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("edgewise model list: ./b.onnx: not an ONNX file\n");
        JsonNode models = new JsonMapper().readTree(result.out()).get("models");
        assertThat(models).hasSize(1);
        assertThat(models.get(0).get("name").asString()).isEqualTo("./a.onnx");
        assertThat(models.get(0).get("labels")).isNotEmpty();
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws IOException {
        Command.Result result = Command.runIn(folder, "model", "list", "nowhere");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("edgewise model list: nowhere: not a folder\n");
    }
}
