package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelTest {

    @TempDir Path temp;

    /// Gives `y`, the number that a table of `size` has at `x`: its place.
    private static byte[] table(int size) {
        ByteBuffer numbers = ByteBuffer.allocate(size * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            numbers.putFloat(i);
        }
        TensorProto table =
                TensorProto.newBuilder()
                        .setName("table")
                        .setDataType(ElementType.FLOAT32.number())
                        .addDims(size)
                        .setRawData(ByteString.copyFrom(numbers.flip()))
                        .build();
        return Graphs.model(
                        GraphProto.newBuilder()
                                .setName("table")
                                .addInput(Graphs.value("x", ElementType.INT64, -1))
                                .addOutput(Graphs.value("y", ElementType.FLOAT32, -1))
                                .addInitializer(table)
                                .addNode(Graphs.node("Gather", List.of("table", "x"), "y")))
                .build()
                .toByteArray();
    }

    @Test
    void aLargeFileIsRunAsASmallOneIs() throws IOException {
        for (int size : new int[] {100, 9_000_000}) {
            Path file = Files.write(temp.resolve("table.onnx"), table(size));
            ByteBuffer place = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
            place.putLong(size - 1).flip();
            try (LoadedModel model = LoadedModel.load(file, 1)) {
                assertThat(model.inputs()).extracting(Port::name).containsExactly("x");
                assertThat(model.outputs()).extracting(Port::name).containsExactly("y");
                assertThat(
                                model.run(
                                        Map.of(
                                                "x",
                                                TensorValue.of(
                                                        ElementType.INT64, List.of(1L), place)),
                                        Set.of()))
                        .containsEntry("y", TensorValue.of(new float[] {size - 1}, 1));
            }
        }
    }

    @Test
    void aLargeFileHasItsCard() throws IOException {
        Path file = temp.resolve("large.onnx");
        byte[] small = ModelStore.bytes(ModelStore.DEFAULT);
        ModelProto.Builder large = ModelProto.parseFrom(small).toBuilder();
        large.getGraphBuilder()
                .addInitializer(
                        TensorProto.newBuilder()
                                .setName("padding")
                                .setDataType(ElementType.FLOAT32.number())
                                .addDims(9_000_000)
                                .setRawData(ByteString.copyFrom(new byte[36_000_000])));
        Files.write(file, large.build().toByteArray());
        try (LoadedModel model = LoadedModel.load(file, 1);
                LoadedModel original = LoadedModel.load("small", small, 1)) {
            assertThat(model.inputs()).isEqualTo(original.inputs());
            assertThat(model.outputs()).isEqualTo(original.outputs());
            OnnxModel waveforms = model.waveforms().orElseThrow();
            assertThat(waveforms.card()).isEqualTo(original.waveforms().orElseThrow().card());
            assertThat(waveforms.file()).isEmpty();
        }
    }

    @Test
    void onlyTheOutputsThatAreWantedComeOut() throws IOException {
        TensorValue one = TensorValue.of(new float[] {1}, 1);
        try (LoadedModel model = LoadedModel.load("sums", SampleModels.sums(), 1)) {
            Map<String, TensorValue> inputs = Map.of("a", one, "b", one);
            assertThat(model.run(inputs, Set.of("sum")))
                    .containsExactly(Map.entry("sum", TensorValue.of(new float[] {2}, 1)));
            assertThat(model.run(inputs, Set.of())).containsOnlyKeys("sum", "difference");
        }
    }

    @Test
    void aLargeFileThatIsNoModelIsNamed() throws IOException {
        byte[] bytes = table(9_000_000);
        System.arraycopy("rubbish".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 7);
        Path file = Files.write(temp.resolve("table.onnx"), bytes);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> LoadedModel.load(file, 1))
                .withMessageStartingWith(file + ": not a model that ONNX Runtime reads");
    }
}
