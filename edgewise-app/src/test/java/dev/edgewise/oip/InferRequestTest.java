package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferRequestTest {

    private static InferRequest read(String json) throws OipException {
        return InferRequest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String input(String shape, String data) {
        return """
               {"inputs": [{"name": "x", "datatype": "FP32", "shape": %s, "data": %s}]}"""
                .formatted(shape, data);
    }

    @Test
    void everyPartIsRead() throws OipException {
        InferRequest request =
                read(
                        """
                        {"id": "42", "parameters": {"a": [1, {"b": 2}]},
                         "inputs": [{"data": [1, 2.5, -3e-2, 0], "name": "x", "shape": [2, 2],
                                     "parameters": {"c": true}, "datatype": "FP32"}],
                         "outputs": [{"name": "y", "parameters": {}}, {"name": "z"}]}""");
        assertThat(request.id()).contains("42");
        assertThat(request.outputs()).containsExactly("y", "z");
        Tensor x = request.inputs().getFirst();
        assertThat(x.name()).isEqualTo("x");
        assertThat(x.shape()).containsExactly(2L, 2L);
        assertThat(x.values()).containsExactly(1, 2.5f, -0.03f, 0);
    }

    @Test
    void nestedDataIsTheSameAsFlat() throws OipException {
        assertThat(read(input("[2, 1, 2]", "[[[1, 2]], [[3, 4]]]")).inputs().getFirst().values())
                .containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[2, 2]    | [1, 2, 3]",
                "[2, 2]    | [[1, 2], [3]]",
                "[2, 2]    | [[1, 2], 3, 4]",
                "[2, 2]    | [1, 2, [3, 4]]",
                "[2, 2]    | [[1, 2, 3, 4]]",
                "[4]       | [[1, 2], [3, 4]]",
                "[-1, 4]   | [1, 2, 3, 4]",
                "[2, 2]    | [[[1], [2]], [[3], [4]]]",
                "[2]       | [1, null]",
                "[2]       | [1, true]",
                "[2]       | [1, \"2\"]",
                "[2]       | [1, 1e39]",
                "[2]       | [1, NaN]",
                "[2]       | 1",
                "[2.5]     | [1, 2]",
                "[4294967296, 4294967296] | [1]",
                "{}        | [1]"
            })
    void dataThatDoesNotFitIsRefused(String shape, String data) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input(shape, data)))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                 | the request: a JSON object is needed",
                "[]                 | the request: a JSON object is needed",
                "{}                 | inputs: at least one is needed, got none",
                "{\"inputs\": {}}   | inputs: a JSON array is needed",
                "{\"inputs\": [1]}  | an input: a JSON object is needed",
                "{\"inputs\": [{}]} | an input has no name",
                "{\"id\": 5}        | id: a string is needed",
                "{} {}              | the request: something follows the JSON object",
            })
    void whatIsMissingIsNamed(String json, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }

    @Test
    void whatIsNotJsonIsRefusedWithItsPlace() {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read("{\"inputs\": ["))
                .withMessageStartingWith("the request is not JSON: ")
                .withMessageContaining("line 1");
        assertThatExceptionOfType(OipException.class).isThrownBy(() -> read("[".repeat(100_000)));
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input("[1]", "[".repeat(400))))
                .withMessageContaining("nested deeper");
    }

    @Test
    void anotherTypeIsRefusedByName() {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input("[1]", "[1]").replace("FP32", "INT64")))
                .withMessage("input 'x': datatype INT64, expected FP32");
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        String x = "{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}";
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read("{\"inputs\": [" + x + "," + x + "]}"))
                .withMessage("input 'x' is there twice");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(
                        () ->
                                read(
                                        "{\"inputs\": ["
                                                + x
                                                + "], \"outputs\": [{\"name\": \"y\"}, {\"name\":"
                                                + " \"y\"}]}"))
                .withMessage("output 'y' is asked for twice");
    }

    @Test
    void theAnswerIsWrittenWithFlatData() throws OipException {
        InferResponse response =
                new InferResponse(
                        "m",
                        "3",
                        Optional.of("42"),
                        List.of(Tensor.of("y", List.of(1L, 2L), new float[] {0.25f, 1e-7f})));
        assertThat(new String(response.write(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"model_name\":\"m\",\"model_version\":\"3\",\"id\":\"42\",\"outputs\":"
                                + "[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":"
                                + "[0.25,1.0E-7]}]}");
    }

    @Test
    void whatJsonHasNoNumberForIsNotWritten() {
        InferResponse response =
                new InferResponse(
                        "m",
                        "3",
                        Optional.empty(),
                        List.of(Tensor.of("y", List.of(1L), new float[] {Float.NaN})));
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(response::write)
                .withMessage("output 'y' holds NaN");
    }
}
