package dev.edgewise.serve.v2;

import dev.edgewise.oip.ModelStatistics;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import java.util.List;

/// What clients are told of the server and its models under `/v2`.
final class ModelOperations {

    private static final Schema STRINGS = Schema.arrayOf(Schema.string());
    private static final Schema COUNT = Schema.integer().with("minimum", 0);

    private static final Schema PORTS =
            Schema.arrayOf(
                    Schema.object()
                            .needs("name", Schema.string())
                            .needs(
                                    "datatype",
                                    Schema.string()
                                            .about(
                                                    "the protocol's name, or ONNX's where it has"
                                                            + " none"))
                            .needs(
                                    "shape",
                                    Schema.arrayOf(Schema.integer())
                                            .about("-1 where the caller chooses")));

    private static final Schema CONFIGURED =
            Schema.arrayOf(
                    Schema.object()
                            .needs("name", Schema.string())
                            .needs("data_type", Schema.string())
                            .needs("dims", Schema.arrayOf(Schema.integer())));

    private static final Schema SPENT = Schema.object().needs("count", COUNT).needs("ns", COUNT);

    private ModelOperations() {}

    static Operation server() {
        return Operation.of("server", "Says what the server is")
                .gives(
                        200,
                        "Its name, its version, and the protocol's extensions that it has",
                        Answer.JSON,
                        Schema.object()
                                .needs("name", Schema.string())
                                .needs("version", Schema.string())
                                .needs("extensions", STRINGS));
    }

    static Operation live() {
        return Operation.of("live", "Says that the server runs")
                .gives(200, "It does", Answer.JSON, flag("live"));
    }

    static Operation ready() {
        return Operation.of("ready", "Says whether the server can be asked")
                .gives(200, "It can", Answer.JSON, flag("ready"))
                .fails(503, "It can't now");
    }

    static Operation modelReady() {
        return known(
                Operation.of("modelReady", "Says whether a model can be asked")
                        .gives(
                                200,
                                "It can",
                                Answer.JSON,
                                flag("ready").needs("name", Schema.string())));
    }

    private static Schema flag(String name) {
        return Schema.object().needs(name, Schema.bool());
    }

    static Operation metadata() {
        return known(
                Operation.of("metadata", "Says what a model takes and gives")
                        .gives(
                                200,
                                "Its inputs and outputs",
                                Answer.JSON,
                                Schema.object()
                                        .needs("name", Schema.string())
                                        .needs("versions", STRINGS)
                                        .needs("platform", Schema.string())
                                        .needs("inputs", PORTS)
                                        .needs("outputs", PORTS)));
    }

    static Operation config() {
        return known(
                Operation.of("config", "Says how a model is run")
                        .gives(
                                200,
                                "As in Triton's model configuration",
                                Answer.JSON,
                                Schema.object()
                                        .needs("name", Schema.string())
                                        .needs("platform", Schema.string())
                                        .needs("backend", Schema.string())
                                        .needs(
                                                "max_batch_size",
                                                COUNT.about(
                                                        "0 where the first size doesn't count what"
                                                                + " is asked at once; else a figure"
                                                                + " for clients that want one:"
                                                                + " larger batches are answered as"
                                                                + " well"))
                                        .needs("input", CONFIGURED)
                                        .needs("output", CONFIGURED)));
    }

    static Operation allStatistics() {
        return statistics("allStatistics", "Says what the models were asked");
    }

    static Operation statistics() {
        return known(statistics("statistics", "Says what a model was asked"));
    }

    private static Operation statistics(String id, String summary) {
        Schema steps = Schema.object();
        for (String step : ModelStatistics.STEPS) {
            steps = steps.needs(step, SPENT);
        }
        Schema batch = Schema.object().needs("batch_size", COUNT);
        for (String step : ModelStatistics.BATCH_STEPS) {
            batch = batch.needs(step, SPENT);
        }
        Schema model =
                Schema.object()
                        .needs("name", Schema.string())
                        .needs("version", Schema.string())
                        .needs("last_inference", COUNT)
                        .needs("inference_count", COUNT)
                        .needs("execution_count", COUNT)
                        .needs("inference_stats", steps)
                        .needs("batch_stats", Schema.arrayOf(batch));
        return Operation.of(id, summary)
                .gives(
                        200,
                        "Counts and times since the server began, a version each",
                        Answer.JSON,
                        Schema.object().needs("model_stats", Schema.arrayOf(model)));
    }

    static Operation index() {
        return Operation.of("index", "Lists the models and their states")
                .mayTake(Answer.JSON, Schema.object().mayHave("ready", Schema.bool()))
                .gives(
                        200,
                        "A version each",
                        Answer.JSON,
                        Schema.arrayOf(
                                Schema.object()
                                        .needs("name", Schema.string())
                                        .needs("version", Schema.string())
                                        .needs("state", Schema.string())
                                        .needs("reason", Schema.string())))
                .fails(400, "Not such JSON")
                .fails(413, "More than such a request needs");
    }

    static Operation load() {
        return control("load", "Loads a model, anew if it is loaded");
    }

    static Operation unload() {
        return control("unload", "Stops offering a model, until it is loaded again");
    }

    private static Operation control(String id, String summary) {
        return Operation.of(id, summary)
                .path("m", "the model's name", Schema.string())
                .mayTake(
                        Answer.JSON,
                        Schema.object()
                                .mayHave(
                                        "parameters",
                                        Schema.mapOf(
                                                        Schema.anyOf(
                                                                Schema.string(),
                                                                Schema.number(),
                                                                Schema.bool()))
                                                .with("type", List.of("object", "null"))))
                .gives(200, "Done", Answer.JSON, Schema.object())
                .fails(400, "Not such JSON, a parameter that isn't known here, or it failed")
                .fails(404, "No such model")
                .fails(413, "More than such a request needs");
    }

    private static Operation known(Operation operation) {
        return operation.fails(404, "No such model or version").fails(503, "It can't be asked now");
    }
}
