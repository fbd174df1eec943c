package dev.edgewise.serve.v2;

import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.Payload;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Answers;
import dev.edgewise.serve.http.RequestTimeout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What clients are told of inference under `/v2`.
final class InferenceOperations {

    static final Schema DATATYPE =
            Schema.oneOf(Arrays.stream(Datatype.values()).map(Enum::name).toArray(String[]::new));

    private static final Schema SIZES = Schema.arrayOf(Schema.integer().with("minimum", 0));

    private static final Schema PARAMETERS =
            Schema.mapOf(Schema.anyOf(Schema.string(), Schema.number(), Schema.bool()));

    private static final Schema REQUESTED =
            PARAMETERS
                    .about("those that aren't named here are left alone")
                    .mayHave(
                            Inference.TIMEOUT,
                            Schema.integer()
                                    .within(0, Long.MAX_VALUE)
                                    .about(
                                            "for how many microseconds since its first byte the"
                                                    + " request's answer is waited for; 0 for as"
                                                    + " long as it takes"))
                    .mayHave(
                            "binary_data_output",
                            Schema.bool().about("whether outputs are wanted as binary data"));

    private static final Schema DATA =
            Schema.any()
                    .with("type", "array")
                    .about("values in row-major order, flat or nested as the shape says");

    private static final Schema TENSOR =
            Schema.object()
                    .needs("name", Schema.string())
                    .needs("datatype", DATATYPE)
                    .needs("shape", SIZES)
                    .mayHave("parameters", PARAMETERS)
                    .mayHave("data", DATA);

    private static final Schema REQUEST =
            Schema.object()
                    .mayHave("id", Schema.string().about("comes back with the answer"))
                    .mayHave("parameters", REQUESTED)
                    .needs("inputs", Schema.arrayOf(TENSOR).with("minItems", 1))
                    .mayHave(
                            "outputs",
                            Schema.arrayOf(
                                    Schema.object()
                                            .needs("name", Schema.string())
                                            .mayHave("parameters", PARAMETERS)));

    private static final Schema RESPONSE =
            Schema.object()
                    .needs("model_name", Schema.string())
                    .mayHave("model_version", Schema.string())
                    .mayHave("id", Schema.string())
                    .mayHave("parameters", PARAMETERS)
                    .needs("outputs", Schema.arrayOf(TENSOR));

    private static final Map<String, Object> ASKED =
            Map.of(
                    "id",
                    "1",
                    "inputs",
                    List.of(
                            Map.of(
                                    "name",
                                    "x",
                                    "datatype",
                                    "FP32",
                                    "shape",
                                    List.of(1, 2),
                                    "data",
                                    List.of(0.5, -0.5))));

    private static final Map<String, Object> ANSWERED =
            Map.of(
                    "model_name",
                    "m",
                    "model_version",
                    "1",
                    "id",
                    "1",
                    "outputs",
                    List.of(
                            Map.of(
                                    "name",
                                    "y",
                                    "datatype",
                                    "FP32",
                                    "shape",
                                    List.of(1),
                                    "data",
                                    List.of(0.25))));

    private static final Schema LENGTH = Schema.integer().with("minimum", 0);

    private InferenceOperations() {}

    static Operation infer() {
        return Answers.busy(
                Operation.of("infer", "Runs a model on tensors")
                        .about(
                                "Binary tensor data follow the JSON object, whose length the header"
                                        + " tells; with a length of 0, the body is the data of the"
                                        + " model's only input.")
                        .query(RequestTimeout.QUERY, RequestTimeout.ABOUT, RequestTimeout.FORM)
                        .header(RequestTimeout.HEADER, RequestTimeout.ABOUT, RequestTimeout.FORM)
                        .header(Payload.HEADER, "how many bytes of the body are JSON", LENGTH)
                        .takes(Answer.JSON, REQUEST, ASKED)
                        .takes(Answer.BYTES, Schema.any())
                        .gives(200, "The outputs", Answer.JSON, RESPONSE, ANSWERED)
                        .gives(200, "The outputs", Answer.BYTES, Schema.any())
                        .sends(Payload.HEADER, "how many bytes of the body are JSON", LENGTH)
                        .fails(400, "Not such a request, or one that the model can't answer")
                        .fails(404, "No such model or version")
                        .fails(413, "The body is larger than the server's limit")
                        .fails(415, "The body's type is neither of these"));
    }
}
