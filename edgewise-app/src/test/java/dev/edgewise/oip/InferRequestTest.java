package dev.edgewise.oip;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferRequestTest {

    private static InferRequest read(String json) throws OipException {
        return InferRequest.read(Payload.json(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String input(String shape, String data) {
        return """
               {"inputs": [{"name": "x", "datatype": "FP32", "shape": %s, "data": %s}]}"""
                .formatted(shape, data);
    }

    @Test
    void theParametersAreReadAloneWhereverTheyStand() throws OipException {
        for (String json :
                List.of(
                        "{\"inputs\": [{\"parameters\": {\"timeout\": 1}}], \"parameters\": {\"timeout\": 7}}",
                        "{\"\\u0070arameters\": {\"time\\u006fut\": 7}, \"inputs\": [cut")) {
            assertThat(parameters(json).count("timeout")).hasValue(7);
        }
        assertThat(parameters("{\"inputs\": [], \"parameters\": {}}").values()).isEmpty();
        assertThat(parameters("{\"id\": \"timeout\"}").values()).isEmpty();
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> parameters("{\"timeout\": 1, \"inputs\": [cut"))
                .withMessageStartingWith("the request is not JSON: ");
    }

    private static Parameters parameters(String json) throws OipException {
        return InferRequest.parameters(
                Payload.json(json.getBytes(StandardCharsets.UTF_8)), "timeout");
    }

    @Test
    void everyPartIsRead() throws OipException {
        InferRequest request =
                read(
                        """
                        {"id": "42", "parameters": {"a": 1, "b": "two", "c": -2.5, "d": false},
                         "inputs": [{"data": [1, 2.5, -3e-2, 0], "name": "x", "shape": [2, 2],
                                     "parameters": {"c": true}, "datatype": "FP32"}],
                         "outputs": [{"name": "y", "parameters": {"classification": 3}},
                                     {"name": "z"}], "more": [{}]}""");
        assertThat(request.id()).contains("42");
        assertThat(request.parameters().values())
                .containsExactly(
                        Map.entry("a", new Parameter.Whole(1)),
                        Map.entry("b", new Parameter.Text("two")),
                        Map.entry("c", new Parameter.Real(-2.5)),
                        Map.entry("d", new Parameter.Flag(false)));
        assertThat(request.outputs()).map(RequestedOutput::name).containsExactly("y", "z");
        assertThat(request.outputs().getFirst().classification()).hasValue(3);
        Tensor x = request.inputs().getFirst();
        assertThat(x.name()).isEqualTo("x");
        assertThat(x.shape()).containsExactly(2L, 2L);
        assertThat(x.parameters().values()).containsEntry("c", new Parameter.Flag(true));
        assertThat(x.floats()).containsExactly(1, 2.5f, -0.03f, 0);
    }

    @Test
    void nestedDataIsTheSameAsFlat() throws OipException {
        assertThat(read(input("[2, 1, 2]", "[[[1, 2]], [[3, 4]]]")).inputs().getFirst().floats())
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

    @Test
    void aNumberThatJsonDoesNotHaveIsNamed() {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input("[2]", "[1, NaN]")))
                .withMessageStartingWith(
                        "the request is not JSON: Non-standard token 'NaN' (line 1");
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
                .withMessage(
                        "the request is not JSON: Unexpected end-of-input: expected close marker for"
                                + " Array (line 1, column 13)");
        assertThatExceptionOfType(OipException.class).isThrownBy(() -> read("[".repeat(100_000)));
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input("[1]", "[".repeat(400))))
                .withMessageContaining("nested deeper");
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        String x = "{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}";
        refused("{\"inputs\": [" + x + "," + x + "]}", "input 'x' is there twice");
        refused(
                "{\"inputs\": [" + x + "], \"outputs\": [{\"name\": \"y\"}, {\"name\": \"y\"}]}",
                "output 'y' is asked for twice");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read("{\"id\": \"a\", \"id\": \"b\", \"inputs\": [" + x + "]}"))
                .withMessageContaining("Duplicate");
    }

    @Test
    void whatAClientLeavesOutMayBeNull() throws OipException {
        InferRequest request =
                read(
                        """
                        {"id": null, "parameters": null, "outputs": null,
                         "inputs": [{"name": "x", "datatype": "FP32", "shape": [], "data": [5],
                                     "parameters": null}]}""");
        assertThat(request.id()).isEmpty();
        assertThat(request.outputs()).isEmpty();
        assertThat(request.inputs().getFirst().floats()).containsExactly(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[1]`          | parameters: a JSON object is needed",
                "`{\"a\": []}`   | parameter a: a string, a number or true or false is needed",
                "`{\"a\": null}` | parameter a: a string, a number or true or false is needed",
                "`{\"a\": 1e999}` | parameter a: the number is too large",
            })
    void parametersAreTextsNumbersAndTruths(String parameters, String message) {
        refused("{\"parameters\": " + parameters + "}", message);
    }

    @Test
    void whatAShapeClaimsTakesNoMemory() throws OipException {
        String claim =
                "{\"name\": \"%d\", \"datatype\": \"BYTES\", \"shape\": [0, 2147483647], \"data\": []}";
        String inputs = IntStream.range(0, 20_000).mapToObj(claim::formatted).collect(joining(","));
        assertThat(read("{\"inputs\": [" + inputs + "]}").inputs()).hasSize(20_000);
    }

    @Test
    void aMessageRepeatsNoMoreOfARequestThanOneCanRead() {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(input("[1]", "[1]").replace("FP32", "x".repeat(100_000))))
                .satisfies(e -> assertThat(e.getMessage()).hasSize(1003).endsWith("xxx..."));
    }

    private static void refused(String json, String message) {
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }
}
