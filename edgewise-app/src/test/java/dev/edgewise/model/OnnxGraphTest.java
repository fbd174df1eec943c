package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

    private final OnnxGraph graph = new OnnxGraph("sum");

    @Test
    void theFileHoldsWhatWasAdded() throws InvalidProtocolBufferException {
        graph.input("x", OnnxGraph.BATCH, 2);
        graph.constant("one", new float[] {1, 1}, 2);
        graph.node("Add", List.of("x", "one"), "y");
        graph.output("y", OnnxGraph.BATCH, 2);
        graph.metadata(Map.of("labels", "a,b"));

        ModelProto file = ModelProto.parseFrom(graph.bytes());

        assertThat(file.getOpsetImport(0).getVersion()).isEqualTo(13);
        assertThat(file.getGraph().getName()).isEqualTo("sum");
        assertThat(file.getGraph().getNode(0).getInputList()).containsExactly("x", "one");
        assertThat(file.getGraph().getInitializer(0).getDimsList()).containsExactly(2L);
        assertThat(file.getMetadataProps(0).getValue()).isEqualTo("a,b");
    }

    @Test
    void aNodeReadsOnlyWhatIsThere() {
        graph.input("x", 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.node("Add", List.of("x", "one"), "y"))
                .withMessage("tensor one, which Add y reads, is not there yet");
    }

    @Test
    void aTensorIsMadeOnce() {
        graph.input("x", 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.node("Relu", List.of("x"), "x"))
                .withMessage("tensor x is there already");
    }

    @Test
    void aConstantFillsItsShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.constant("c", new float[3], 2, 2))
                .withMessage("constant c: shape [2, 2] holds 4 values, got 3");
    }
}
