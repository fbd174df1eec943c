package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryDataTest {

    private static Payload payload(String json, int... bytes) throws OipException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(text.length + bytes.length).put(text);
        for (int b : bytes) {
            body.put((byte) b);
        }
        return Payload.of(body.array(), Optional.of(Integer.toString(text.length)));
    }

    private static String input(String datatype, String shape, String more) {
        return "{\"name\": \"x\", \"datatype\": \"%s\", \"shape\": %s, %s}"
                .formatted(datatype, shape, more);
    }

    private static String sized(int size) {
        return "\"parameters\": {\"binary_data_size\": " + size + "}";
    }

    private static String inputs(String... inputs) {
        return "{\"inputs\": [" + String.join(", ", inputs) + "]}";
    }

    private static void refused(Payload payload, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> InferRequest.read(payload))
                .withMessage(message);
    }

    @Test
    void binaryAndJsonInputsMayStandSideBySide() throws OipException {
        String y = input("UINT8", "[1]", "\"data\": [9]").replace("\"x\"", "\"y\"");
        String z = input("BOOL", "[3]", sized(3)).replace("\"x\"", "\"z\"");
        InferRequest request =
                InferRequest.read(
                        payload(
                                inputs(input("UINT16", "[2]", sized(4)), y, z),
                                1,
                                0,
                                2,
                                0,
                                1,
                                0,
                                1));
        assertThat(request.inputs().get(0).data())
                .isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 2, 0}));
        assertThat(request.inputs().get(1).data()).isEqualTo(ByteBuffer.wrap(new byte[] {9}));
        assertThat(request.inputs().get(2).data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 1}));
    }

    @Test
    void whatDoesNotAddUpIsRefused() throws OipException {
        String two = inputs(input("UINT8", "[2]", sized(2)));
        refused(payload(two, 1), "input 'x': binary_data_size 2, 1 bytes of the body are left");
        refused(payload(two, 1, 2, 3), "the body: 1 bytes follow the last tensor's data");
        refused(
                payload(inputs(input("UINT16", "[2]", sized(2))), 1, 2),
                "input 'x': shape [2] of UINT16 takes 4 bytes, got 2");
        refused(
                payload(inputs(input("UINT8", "[2]", sized(2) + ", \"data\": [1, 2]")), 1, 2),
                "input 'x' has both data and binary_data_size");
        refused(
                payload(inputs(input("UINT8", "[2]", sized(-2)))),
                "input 'x': parameter binary_data_size: a whole number from 0 is needed, got -2");
        refused(
                payload(inputs(input("UINT8", "[-2]", sized(2))), 1, 2),
                "input 'x': shape [-2] is no size that a tensor can have");
        refused(
                payload(inputs(input("FP64", "[4294967296, 4294967296]", sized(0)))),
                "input 'x': shape [4294967296, 4294967296] is no size that a tensor can have");
        refused(
                payload(inputs(input("FP64", "[18446744073709551616]", sized(0)))),
                "input 'x': shape: 18446744073709551616 is too large");
        refused(
                payload(inputs(input("BOOL", "[2]", sized(2))), 1, 2),
                "input 'x': BOOL is 0 or 1 in binary data, got 2");
        refused(payload(inputs(input("UINT8", "[2]", "\"a\": 1"))), "input 'x' has no data");
    }

    @Test
    void byteStringsMustFillTheirTensor() throws OipException {
        String two = inputs(input("BYTES", "[2]", sized(6)));
        assertThat(
                        InferRequest.read(
                                        payload(
                                                inputs(input("BYTES", "[1]", sized(6))),
                                                2,
                                                0,
                                                0,
                                                0,
                                                7,
                                                8))
                                .inputs())
                .hasSize(1);
        refused(payload(two, 2, 0, 0, 0, 7, 8), "input 'x': BYTES: 2 values are needed, got 1");
        refused(
                payload(two, 3, 0, 0, 0, 7, 8),
                "input 'x': BYTES: value 0 has a length of 3, 2 bytes are left");
        refused(
                payload(two, 0, 0, 0, 0, 7, 8),
                "input 'x': BYTES: 2 bytes follow value 0, a length takes 4");
        refused(
                payload(two, 255, 255, 255, 255, 7, 8),
                "input 'x': BYTES: value 0 has a length of 4294967295, 2 bytes are left");
    }

    @ParameterizedTest
    @CsvSource({
        "x,           a number of bytes is needed; got 'x'",
        "-1,          a number of bytes is needed; got '-1'",
        "1.5,         a number of bytes is needed; got '1.5'",
        "'',          a number of bytes is needed; got ''",
        "99999999999, a number of bytes is needed; got '99999999999'",
        "3,           3 is beyond the body; which has 2",
        "4294967295,  4294967295 is beyond the body; which has 2"
    })
    void theHeadersLengthMustLieInTheBody(String header, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> Payload.of(new byte[2], Optional.of(header)))
                .withMessage("Inference-Header-Content-Length: " + message.replace(';', ','));
    }

    @Test
    void aRawBodyTakesItsShapeFromTheModel() throws OipException {
        Payload eight = Payload.of(new byte[8], Optional.of("0"));
        assertThat(eight.isRaw()).isTrue();
        InferRequest request = InferRequest.raw(eight, "x", Datatype.INT16, List.of(-1L, 2L));
        assertThat(request.inputs().getFirst().shape()).containsExactly(2L, 2L);
        assertThat(request.wantsBinary("y")).isTrue();
        assertThat(
                        InferRequest.raw(eight, "x", Datatype.BYTES, List.of(-1L, 1L))
                                .inputs()
                                .getFirst()
                                .texts())
                .containsExactly("\0".repeat(8));
        raw(
                eight,
                Datatype.INT16,
                List.of(3L),
                "input 'x', raw: shape [3] of INT16 takes 6 bytes, got 8");
        raw(
                eight,
                Datatype.INT16,
                List.of(-1L, 3L),
                "input 'x', raw: shape [-1, 3] of INT16 takes a multiple of 6 bytes, got 8");
        raw(
                eight,
                Datatype.INT16,
                List.of(-1L, -1L),
                "input 'x', raw: shape [-1, -1] has more than one open size, so it can't be raw");
    }

    private static void raw(Payload payload, Datatype datatype, List<Long> shape, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> InferRequest.raw(payload, "x", datatype, shape))
                .withMessage(message);
    }
}
