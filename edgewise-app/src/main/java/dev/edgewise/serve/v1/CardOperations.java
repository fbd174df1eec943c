package dev.edgewise.serve.v1;

import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import java.util.List;
import java.util.Map;

/// What clients are told of `/v1/models`.
final class CardOperations {

    private static final Schema CARD =
            Schema.object()
                    .needs("name", Schema.string())
                    .needs("version", Schema.string())
                    .needs("labels", Schema.arrayOf(Schema.string()))
                    .needs("rate", Schema.integer().about("of the waveform it takes, in Hz"))
                    .needs("samples", Schema.integer().about("how many of them it takes"))
                    .needs("input", Schema.string().about("the tensor [N, samples]"))
                    .needs("output", Schema.string().about("the tensor [N, labels]"))
                    .mayHave("size", Schema.integer().about("its file's, in bytes"))
                    .mayHave("sha256", Schema.string().about("its file's, in hexadecimal"));

    private static final Map<String, Object> EXAMPLE =
            Map.of(
                    "name", "bc-resnet",
                    "version", "1",
                    "labels", List.of("yes", "no"),
                    "rate", 16_000,
                    "samples", 16_000,
                    "input", "waveform",
                    "output", "probabilities");

    private CardOperations() {}

    static Operation list() {
        return Operation.of("listModels", "Lists the models that recognise")
                .gives(
                        200,
                        "The models, and which of them is asked when none is named",
                        Answer.JSON,
                        Schema.object()
                                .needs("first", Schema.string())
                                .needs("models", Schema.arrayOf(CARD)),
                        Map.of("first", "bc-resnet", "models", List.of(EXAMPLE)))
                .fails(503, "The models are being closed");
    }

    static Operation get() {
        return ofModel("getModel", "Says what a model is")
                .gives(200, "The model", Answer.JSON, CARD, EXAMPLE);
    }

    static Operation file() {
        return ofModel("getModelFile", "Gives a model's ONNX file")
                .gives(200, "The file", Answer.BYTES, Schema.any())
                .gives(304, "The client has it already, as its If-None-Match says");
    }

    private static Operation ofModel(String id, String summary) {
        return Operation.of(id, summary)
                .path(
                        "name",
                        "the model's name",
                        Schema.string().with("minLength", 1).with("examples", List.of("bc-resnet")))
                .fails(404, "No such model, or one that has no card")
                .fails(503, "The models are being closed");
    }
}
