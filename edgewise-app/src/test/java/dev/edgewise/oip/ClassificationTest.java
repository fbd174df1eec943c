package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationTest {

    @Test
    void theHighestComeFirstWithTheirLabels() throws OipException {
        Tensor tensor = Tensor.of("y", List.of(2L, 3L), new float[] {0.25f, 0.5f, 0.25f, 1, 2, 3});
        Tensor top = Classification.of(tensor, 2, true, List.of("yes", "no"));
        assertThat(top.datatype()).isEqualTo(Datatype.BYTES);
        assertThat(top.shape()).containsExactly(2L, 2L);
        assertThat(top.texts()).containsExactly("0.5:1:no", "0.25:0:yes", "3.0:2", "2.0:1:no");
    }

    @Test
    void withoutABatchAllValuesAreOneRow() throws OipException {
        Tensor tensor = Tensor.of("y", List.of(2L, 2L), new float[] {1, 2, 3, 4});
        Tensor top = Classification.of(tensor, 9, false, List.of());
        assertThat(top.shape()).containsExactly(4L);
        assertThat(top.texts()).containsExactly("4.0:3", "3.0:2", "2.0:1", "1.0:0");
    }

    @Test
    void numbersAreComparedAsTheirDatatypeSays() throws OipException {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {-1, 1});
        assertThat(top(Datatype.INT8, data)).containsExactly("1:1", "-1:0");
        assertThat(top(Datatype.UINT8, data)).containsExactly("255:0", "1:1");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> top(Datatype.BOOL, ByteBuffer.wrap(new byte[2])))
                .withMessage("output 'y' is BOOL, which can't be ranked as classes");
    }

    private static List<String> top(Datatype datatype, ByteBuffer data) throws OipException {
        Tensor tensor = Tensor.of("y", datatype, List.of(2L), data.duplicate());
        return Classification.of(tensor, 2, false, List.of()).texts();
    }

    @Test
    void theNumberOfClassesIsFromOne() {
        for (String wrong : List.of("0", "-1", "\"3\"", "true")) {
            assertThatExceptionOfType(OipException.class)
                    .isThrownBy(
                            () ->
                                    InferRequest.read(
                                                    Payload.json(
                                                            ("{\"inputs\": [{\"name\": \"x\", \"shape\": [0],"
                                                                            + " \"datatype\": \"FP32\", \"data\": []}],"
                                                                            + " \"outputs\": [{\"name\": \"y\","
                                                                            + " \"parameters\": {\"classification\": "
                                                                            + wrong
                                                                            + "}}]}")
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .UTF_8)))
                                            .outputs()
                                            .getFirst()
                                            .classification())
                    .withMessageStartingWith("output 'y': parameter classification: ");
        }
    }
}
