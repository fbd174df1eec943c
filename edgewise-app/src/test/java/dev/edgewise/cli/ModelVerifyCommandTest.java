package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelVerifyCommandTest {

    @TempDir private Path folder;

    @Test
    void aShippedModelIsChecked() throws IOException {
        Command.Result result = Command.run("model", "verify", "tutorial-cnn");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("ok +opset")
                .containsPattern("ok +shapes")
                .containsPattern("ok +card");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void theShippedModelsAreThoseThatWerePublished() throws IOException {
        for (String name : ModelStore.SHIPPED) {
            Command.Result result = Command.runIn(folder, "model", "verify", name);
            assertThat(result.exitCode()).as(name).isZero();
            assertThat(result.out()).containsPattern("ok +hash").containsPattern("ok +self-test");
        }
    }

    @Test
    void theHashFileBesideIsUsed() throws IOException {
        Path file = folder.resolve("a.onnx");
        Files.write(file, ModelStore.bytes("tutorial-cnn"));
        Path beside = folder.resolve("a.onnx.sha256");
        Files.writeString(beside, OnnxFile.read(file).sha256() + "  a.onnx\n");
        Command.Result right = Command.runIn(folder, "model", "verify", "a.onnx");
        assertThat(right.exitCode()).isZero();
        assertThat(right.out()).containsPattern("ok +hash");

        Files.writeString(beside, "0".repeat(64) + "  a.onnx\n");
        Command.Result wrong = Command.runIn(folder, "model", "verify", "--json", "a.onnx");
        assertThat(wrong.exitCode()).isEqualTo(1);
        JsonNode json = new JsonMapper().readTree(wrong.out());
        assertThat(json.get("passed").asBoolean()).isFalse();
        assertThat(json.get("checks").get(0).get("outcome").asString()).isEqualTo("failed");

        Files.writeString(beside, "no hash\n");
        Command.Result none = Command.runIn(folder, "model", "verify", "a.onnx");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err())
                .isEqualTo("edgewise model verify: a.onnx.sha256: no SHA-256 in it\n");
    }

    @Test
    void aFileThatIsCutShortIsOneLine() throws IOException {
        byte[] whole = ModelStore.bytes("tutorial-cnn");
        Files.write(folder.resolve("b.onnx"), Arrays.copyOf(whole, whole.length / 2));
        Command.Result result = Command.runIn(folder, "model", "verify", "b.onnx");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "edgewise model verify: b.onnx: cut short or damaged, not a whole ONNX"
                                + " file\n");
    }
}
