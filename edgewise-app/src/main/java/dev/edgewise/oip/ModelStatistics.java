package dev.edgewise.oip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What one version of a model has done since the server began: the statistics extension
/// (<https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_statistics.md>).
///
/// @param lastInferenceMillis when it was last asked, in milliseconds since 1970; 0 for never
/// @param inferences how many it has answered; a request with a batch of 8 counts as 8
/// @param executions how many times it was run
/// @param spent where the time of requests went, by [#STEPS]
/// @param batches the same for each size of batch, smallest first, by [#BATCH_STEPS]
public record ModelStatistics(
        String name,
        String version,
        long lastInferenceMillis,
        long inferences,
        long executions,
        Map<String, Spent> spent,
        List<Batch> batches) {

    /// What a request's time is told by: `success` and `fail` are whole requests, the others the
    /// steps of those that were answered.
    public static final List<String> STEPS =
            List.of(
                    "success",
                    "fail",
                    "queue",
                    "compute_input",
                    "compute_infer",
                    "compute_output",
                    "cache_hit",
                    "cache_miss");

    /// What a run's time is told by.
    public static final List<String> BATCH_STEPS =
            List.of("compute_input", "compute_infer", "compute_output");

    private static final String WHAT = "the statistics";

    /// How often something was done and how long it took in all.
    public record Spent(long count, long nanos) {

        public static final Spent NOTHING = new Spent(0, 0);

        private static Spent read(JsonParser parser) throws OipException {
            long count = 0;
            long nanos = 0;
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                switch (key) {
                    case "count" -> count = Json.whole(parser, "count");
                    case "ns" -> nanos = Json.whole(parser, "ns");
                    default -> parser.skipChildren();
                }
            }
            return new Spent(count, nanos);
        }
    }

    /// Runs of one size of batch.
    public record Batch(long size, Map<String, Spent> spent) {

        public Batch {
            spent = Map.copyOf(spent);
        }

        /// How often `step`, one of [#BATCH_STEPS], was done, and how long it took.
        public Spent spent(String step) {
            return spent.getOrDefault(step, Spent.NOTHING);
        }

        private static Batch read(JsonParser parser) throws OipException {
            long size = 0;
            Map<String, Spent> spent = new LinkedHashMap<>();
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                if (key.equals("batch_size")) {
                    size = Json.whole(parser, key);
                } else if (BATCH_STEPS.contains(key)) {
                    Json.enter(parser, JsonToken.START_OBJECT, key);
                    spent.put(key, Spent.read(parser));
                } else {
                    parser.skipChildren();
                }
            }
            return new Batch(size, spent);
        }
    }

    public ModelStatistics {
        spent = Map.copyOf(spent);
        batches = List.copyOf(batches);
    }

    /// How often `step`, one of [#STEPS], was done, and how long it took.
    public Spent spent(String step) {
        return spent.getOrDefault(step, Spent.NOTHING);
    }

    /// The JSON form of the statistics of some models.
    public static byte[] write(List<ModelStatistics> models) {
        return Json.object(
                json -> {
                    json.writeArrayPropertyStart("model_stats");
                    models.forEach(model -> model.write(json));
                    json.writeEndArray();
                });
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("version", version);
        json.writeNumberProperty("last_inference", lastInferenceMillis);
        json.writeNumberProperty("inference_count", inferences);
        json.writeNumberProperty("execution_count", executions);
        json.writeObjectPropertyStart("inference_stats");
        write(json, STEPS, spent);
        json.writeEndObject();
        json.writeArrayPropertyStart("batch_stats");
        for (Batch batch : batches) {
            json.writeStartObject();
            json.writeNumberProperty("batch_size", batch.size());
            write(json, BATCH_STEPS, batch.spent());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<String> steps, Map<String, Spent> spent) {
        for (String step : steps) {
            Spent one = spent.getOrDefault(step, Spent.NOTHING);
            json.writeObjectPropertyStart(step);
            json.writeNumberProperty("count", one.count());
            json.writeNumberProperty("ns", one.nanos());
            json.writeEndObject();
        }
    }

    /// Reads what [#write] writes, from whatever server.
    ///
    /// @throws OipException naming what is missing or wrong
    public static List<ModelStatistics> read(byte[] json) throws OipException {
        return Json.read(
                WHAT,
                json,
                parser -> {
                    List<ModelStatistics> models = new ArrayList<>();
                    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                        parser.nextToken();
                        if (key.equals("model_stats")) {
                            models.addAll(
                                    Json.objects(parser, key, "a model", ModelStatistics::read));
                        } else {
                            parser.skipChildren();
                        }
                    }
                    return models;
                });
    }

    private static ModelStatistics read(JsonParser parser) throws OipException {
        @Nullable String name = null;
        String version = "";
        long last = 0;
        long inferences = 0;
        long executions = 0;
        Map<String, Spent> spent = new LinkedHashMap<>();
        List<Batch> batches = List.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = Json.text(parser, key);
                case "version" -> version = Json.text(parser, key);
                case "last_inference" -> last = Json.whole(parser, key);
                case "inference_count" -> inferences = Json.whole(parser, key);
                case "execution_count" -> executions = Json.whole(parser, key);
                case "inference_stats" -> spent = steps(parser);
                case "batch_stats" ->
                        batches = Json.objects(parser, key, "a batch", Batch::read);
                default -> parser.skipChildren();
            }
        }
        return new ModelStatistics(
                Json.required(name, "a model of " + WHAT, "name"),
                version,
                last,
                inferences,
                executions,
                spent,
                batches);
    }

    private static Map<String, Spent> steps(JsonParser parser) throws OipException {
        Map<String, Spent> spent = new LinkedHashMap<>();
        Json.enter(parser, JsonToken.START_OBJECT, "inference_stats");
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            if (STEPS.contains(key)) {
                Json.enter(parser, JsonToken.START_OBJECT, key);
                spent.put(key, Spent.read(parser));
            } else {
                parser.skipChildren();
            }
        }
        return spent;
    }
}
