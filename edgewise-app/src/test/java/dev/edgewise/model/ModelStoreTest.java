package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    @TempDir private Path folder;

    @Test
    void aFileOpensAsTheShippedModelThatItCopies() throws IOException {
        Path file = folder.resolve("copy.onnx");
        try (InputStream in = ModelStore.class.getResourceAsStream("bc-resnet.onnx")) {
            assertThat(in).isNotNull();
            Files.copy(in, file);
        }
        try (OnnxModel copy = ModelStore.open(file.toString(), 1);
                OnnxModel shipped = ModelStore.open(ModelStore.DEFAULT, 1)) {
            assertThat(copy.hash()).isEqualTo(shipped.hash()).hasSize(64);
            assertThat(copy.card()).isEqualTo(shipped.card());
        }
    }

    @Test
    void aNameThatIsNeitherFileNorShippedListsWhatThereIs() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelStore.open("no-such", 1))
                .withMessage(
                        "no-such: no such model; give a file or one of bc-resnet, tutorial-cnn");
    }

    @Test
    void aFolderIsNoModel() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelStore.open(folder.toString(), 1))
                .withMessage(folder + ": not a file");
    }

    @Test
    void anEmptyFileIsNoModel() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.onnx"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelStore.open(file.toString(), 1))
                .withMessageStartingWith(file.toString());
    }
}
