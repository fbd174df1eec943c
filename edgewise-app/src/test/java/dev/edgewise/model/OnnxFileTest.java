package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

    @TempDir private Path folder;

    private static GraphProto.Builder relu() {
        return GraphProto.newBuilder()
                .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 2))
                .addNode(Graphs.node("Relu", List.of("x"), "y"))
                .addOutput(Graphs.value("y", ElementType.FLOAT32, -1, 2));
    }

    @Test
    void theShippedModelSaysWhatItTakesAndGives() throws ModelException {
        OnnxFile file = OnnxFile.open("tutorial-cnn");
        assertThat(file.inputs())
                .extracting(Port::typeAndShape)
                .containsExactly("float32 [N, 16000]");
        assertThat(file.outputs()).extracting(Port::typeAndShape).containsExactly("float32 [N, 8]");
        assertThat(file.opsets()).containsExactlyEntriesOf(Map.of("ai.onnx", 13L));
        assertThat(file.card()).hasValueSatisfying(c -> assertThat(c.labels()).hasSize(8));
        assertThat(file.sha256()).hasSize(64);
    }

    @Test
    void anInputThatHasItsValueInTheFileIsNoneToGive() throws ModelException {
        GraphProto.Builder graph =
                relu().addInput(Graphs.value("w", ElementType.FLOAT32, 1))
                        .addInitializer(Graphs.constant("w", 1f));
        assertThat(Graphs.file(graph).inputs()).extracting(Port::name).containsExactly("x");
    }

    @Test
    void whatIsNoOnnxFileIsRefused() {
        refused(
                "notes.txt: not an ONNX file",
                "these are my notes\n".getBytes(StandardCharsets.UTF_8));
        refused("notes.txt: not an ONNX file", new byte[64]);
        refused("notes.txt: empty, expected an ONNX file", new byte[0]);
    }

    @Test
    void aFileThatIsCutShortIsRefused() {
        byte[] whole = Graphs.model(relu()).build().toByteArray();
        refused(
                "notes.txt: cut short or damaged, not a whole ONNX file",
                Arrays.copyOf(whole, whole.length - 20));
    }

    @Test
    void aFileWithoutAGraphIsRefused() {
        refused(
                "notes.txt: an ONNX file without a graph, nothing to run",
                ModelProto.newBuilder().setIrVersion(8).build().toByteArray());
    }

    @Test
    void dataInOtherFilesIsNamedWhereverItsTensorLies() {
        GraphProto.Builder inner = GraphProto.newBuilder().addInitializer(external("b.bin"));
        GraphProto.Builder graph =
                relu().addInitializer(external("a.bin"))
                        .addNode(
                                Graphs.node(
                                        "If",
                                        List.of("x"),
                                        "z",
                                        Graphs.attribute("then_branch", inner)));
        refused(
                "notes.txt: keeps its data in other files (a.bin, b.bin); save it as one file",
                Graphs.model(graph).build().toByteArray());
    }

    private static TensorProto external(String location) {
        return TensorProto.newBuilder()
                .setName(location)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .build();
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        Path huge = folder.resolve("huge.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength((1L << 31) + 1);
        }
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxFile.read(huge))
                .withMessage(huge + ": larger than 1 GiB");
    }

    @Test
    void anOperatorThatTheRuntimeLacksIsNamedWithItsDomain() {
        notLoaded(
                "operator Reluu of ai.onnx, opset 17: ONNX Runtime \\S+ doesn't have it",
                Graphs.model(relu().setNode(0, Graphs.node("Reluu", List.of("x"), "y"))));
        var foreign =
                Graphs.node("Foo", List.of("x"), "y").toBuilder().setDomain("com.foo").build();
        notLoaded(
                "operator Foo of com.foo: the file names no opset of that domain",
                Graphs.model(relu().setNode(0, foreign)));
        notLoaded(
                "operator Foo of com.foo: ONNX Runtime \\S+ doesn't have it",
                Graphs.model(relu().setNode(0, foreign)).addOpsetImport(opset("com.foo", 1)));
    }

    @Test
    void anOpsetOrFormatOfTheFutureIsNamed() {
        notLoaded(
                "opset 999 of ai.onnx is newer than ONNX Runtime \\S+ knows \\(\\d+\\)",
                Graphs.model(relu()).setOpsetImport(0, opset("", 999)));
        notLoaded(
                "file format \\(IR\\) 999 is newer than ONNX Runtime \\S+ knows \\(\\d+\\)",
                Graphs.model(relu()).setIrVersion(999));
    }

    @Test
    void aBrokenGraphIsSaidInALineWithoutPlacesInTheRuntimesSource() {
        notLoaded(
                "Invalid model. Node input 'q' is not a graph input, initializer, or output of a"
                        + " previous node.",
                Graphs.model(relu().setNode(0, Graphs.node("Relu", List.of("q"), "y"))));
        notLoaded("Missing opset in the model.*", Graphs.model(relu()).clearOpsetImport());
    }

    private static OperatorSetIdProto.Builder opset(String domain, long version) {
        return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version);
    }

    private static void refused(String message, byte[] bytes) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxFile.of("notes.txt", bytes))
                .withMessage(message);
    }

    private static void notLoaded(String reason, ModelProto.Builder model) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> GraphTrace.all(Graphs.file(model)).close())
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .matches(
                                                "test.onnx: not a model that ONNX Runtime reads: "
                                                        + reason));
    }
}
