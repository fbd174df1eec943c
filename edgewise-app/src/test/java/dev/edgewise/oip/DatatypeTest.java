package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What values of each datatype look like in JSON and in bytes, both ways.
class DatatypeTest {

    private static InferRequest read(String datatype, String data) throws OipException {
        String json =
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"%s\", \"shape\": [%d], \"data\": %s}]}"
                        .formatted(datatype, data.split(",").length, data);
        return InferRequest.read(Payload.json(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hex(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String json(Tensor output) throws OipException {
        InferResponse response =
                new InferResponse("m", "1", Optional.empty(), Parameters.NONE, List.of(output));
        String text = new String(response.write(Set.of()).body(), StandardCharsets.UTF_8);
        return text.substring(text.indexOf("\"data\":") + 7, text.length() - 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOL   | [true,false]              | 0100",
                "INT8   | [-128,127]                | 807f",
                "UINT8  | [0,255]                   | 00ff",
                "INT16  | [-32768,32767]            | 0080ff7f",
                "UINT16 | [1,65535]                 | 0100ffff",
                "INT32  | [-2147483648,2147483647]  | 00000080ffffff7f",
                "UINT32 | [1,4294967295]            | 01000000ffffffff",
                "INT64  | [-9223372036854775808,9223372036854775807] | 0000000000000080ffffffffffffff7f",
                "UINT64 | [1,18446744073709551615]  | 0100000000000000ffffffffffffffff",
                "FP32   | [1.0,-2.5]                | 0000803f000020c0",
                "FP64   | [1.0,-2.5]                | 000000000000f03f00000000000004c0",
                "BYTES  | [`\"a\"`,`\"\"`,`\"ü\"`]  | 01000000610000000002000000c3bc"
            })
    void valuesGoThroughJsonUnchanged(String datatype, String data, String bytes)
            throws OipException {
        String plain = data.replace("`", "");
        Tensor tensor = read(datatype, plain).inputs().getFirst();
        assertThat(tensor.datatype().name()).isEqualTo(datatype);
        assertThat(hex(tensor.data())).isEqualTo(bytes);
        assertThat(json(tensor)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT8   | [128]    | input 'x': 128 is beyond what INT8 holds",
                "INT8   | [-129]   | input 'x': -129 is beyond what INT8 holds",
                "UINT8  | [256]    | input 'x': 256 is beyond what UINT8 holds",
                "UINT8  | [-1]     | input 'x': -1 is beyond what UINT8 holds",
                "INT16  | [32768]  | input 'x': 32768 is beyond what INT16 holds",
                "UINT16 | [65536]  | input 'x': 65536 is beyond what UINT16 holds",
                "INT32  | [2147483648] | input 'x': 2147483648 is beyond what INT32 holds",
                "UINT32 | [4294967296] | input 'x': 4294967296 is beyond what UINT32 holds",
                "INT64  | [9223372036854775808] | input 'x': 9223372036854775808 is beyond what INT64 holds",
                "UINT64 | [18446744073709551616] | input 'x': 18446744073709551616 is beyond what UINT64 holds",
                "UINT64 | [-1]     | input 'x': -1 is beyond what UINT64 holds",
                "FP32   | [1e39]   | input 'x': 1e39 is beyond what FP32 holds",
                "FP64   | [-1e309] | input 'x': -1e309 is beyond what FP64 holds",
                "INT32  | [1.0]    | input 'x': data of INT32: whole numbers are needed, got 1.0",
                "INT32  | [\"1\"]  | input 'x': data of INT32: whole numbers are needed",
                "FP32   | [\"1\"]  | input 'x': data of FP32: numbers are needed",
                "FP32   | [null]   | input 'x': data of FP32: numbers are needed",
                "BOOL   | [1]      | input 'x': data of BOOL: true and false are needed",
                "BYTES  | [1]      | input 'x': data of BYTES: strings are needed",
                "BYTES  | [\"\\ud800\"] | input 'x': data of BYTES: value 0 holds half a surrogate pair",
                "FP16   | [1]      | input 'x': FP16 has no JSON form; send binary data (parameter binary_data_size)",
                "BF16   | [1]      | input 'x': BF16 has no JSON form; send binary data (parameter binary_data_size)",
                "FP8    | [1]      | input 'x': no such datatype: FP8",
                "fp32   | [1]      | input 'x': no such datatype: fp32"
            })
    void whatADatatypeCannotHoldIsRefused(String datatype, String data, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(datatype, data))
                .withMessage(message);
    }

    @ParameterizedTest
    @EnumSource(Datatype.class)
    void valuesGoThroughBinaryDataUnchanged(Datatype datatype) throws OipException {
        byte[] bytes =
                datatype == Datatype.BYTES
                        ? new byte[] {2, 0, 0, 0, -1, 0, 0, 0, 0, 0}
                        : new byte[2 * datatype.size()];
        Arrays.fill(bytes, datatype == Datatype.BYTES ? bytes.length : 0, bytes.length, (byte) 1);
        Tensor tensor = Tensor.of("x", datatype, List.of(2L), ByteBuffer.wrap(bytes));
        InferRequest request =
                new InferRequest(
                        Optional.of("7"),
                        Parameters.NONE.with("binary_data_output", new Parameter.Flag(true)),
                        List.of(tensor, Tensor.of("y", List.of(1L), new float[] {1})),
                        List.of());
        InferRequest read = InferRequest.read(request.write(true));
        assertThat(read.id()).contains("7");
        assertThat(read.wantsBinary("z")).isTrue();
        assertThat(read.inputs().getFirst().data()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(read.inputs().getFirst().parameters()).isEqualTo(Parameters.NONE);
        assertThat(read.inputs().getLast().floats()).containsExactly(1);

        InferResponse response =
                new InferResponse("m", "3", Optional.of("7"), Parameters.NONE, List.of(tensor));
        InferResponse answer = InferResponse.read(response.write(Set.of("x")));
        assertThat(answer.model()).isEqualTo("m");
        assertThat(answer.version()).isEqualTo("3");
        assertThat(answer.id()).contains("7");
        assertThat(answer.outputs().getFirst().datatype()).isEqualTo(datatype);
        assertThat(answer.outputs().getFirst().data()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void aValueThatJsonHasNoWordForGoesOnlyAsBinaryData() throws OipException {
        Tensor nan = Tensor.of("y", List.of(1L), new float[] {Float.NaN});
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> json(nan))
                .withMessage(
                        "output 'y' holds NaN, which JSON has no number for; ask for binary_data");
        Tensor half = Tensor.of("y", Datatype.FP16, List.of(1L), ByteBuffer.allocate(2));
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> json(half))
                .withMessage("output 'y': FP16 has no JSON form; ask for binary_data");
        Tensor bytes =
                Tensor.of(
                        "y",
                        Datatype.BYTES,
                        List.of(1L),
                        ByteBuffer.wrap(new byte[] {1, 0, 0, 0, -1}));
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> json(bytes))
                .withMessage("'y': value 0 isn't UTF-8");
    }

    @Test
    void textsAreEscapedInJson() throws OipException {
        String json = "[\"q\\\"\\\\\\n\\u0001🎤\"]";
        Tensor tensor = read("BYTES", json).inputs().getFirst();
        assertThat(tensor.texts()).containsExactly("q\"\\\n\u0001🎤");
        assertThat(json(tensor)).isEqualTo(json);
    }

    @Test
    void bytesAnswerTheQuestionsOfTexts() throws OipException {
        Tensor tensor = Tensor.of("t", List.of(2L), List.of("ja", "ö"));
        assertThat(tensor.texts()).containsExactly("ja", "ö");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(tensor::floats)
                .withMessage("'t': datatype BYTES, not FP32");
    }
}
