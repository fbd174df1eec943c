package dev.edgewise.serve.stream;

import dev.edgewise.detect.Detection;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.detect.WindowScores;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ModelCard;
import dev.edgewise.serve.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// The messages of a stream, as `docs/stream.md` specifies them. Times are in seconds from the
/// stream's first sample.
final class StreamMessages {

    private StreamMessages() {}

    /// The first message: what is heard, and how.
    static String ready(ServedModel model, ModelCard card, StreamQuery query) {
        DetectionSettings detection = query.detection();
        return message(
                "ready",
                json -> {
                    json.writeStringProperty("model", model.name());
                    json.writeStringProperty("version", model.version());
                    json.writeArrayPropertyStart("labels");
                    card.labels().forEach(json::writeString);
                    json.writeEndArray();
                    json.writeNumberProperty("rate", query.rate());
                    json.writeNumberProperty("window", (double) card.samples() / card.sampleRate());
                    json.writeNumberProperty("hop", seconds(detection.hop()));
                    json.writeNumberProperty("average", seconds(detection.average()));
                    json.writeNumberProperty("threshold", detection.threshold());
                    json.writeNumberProperty("suppression", seconds(detection.suppression()));
                });
    }

    static String detection(Detection detection) {
        return message(
                "detection",
                json -> {
                    json.writeStringProperty("word", detection.word());
                    json.writeNumberProperty("start", seconds(detection.from()));
                    json.writeNumberProperty("end", seconds(detection.to()));
                    json.writeNumberProperty("probability", (float) detection.confidence());
                });
    }

    static String scores(List<String> labels, WindowScores window) {
        return message(
                "scores",
                json -> {
                    json.writeNumberProperty("start", seconds(window.from()));
                    json.writeNumberProperty("end", seconds(window.to()));
                    json.writeObjectPropertyStart("scores");
                    for (int i = 0; i < labels.size(); i++) {
                        json.writeNumberProperty(labels.get(i), (float) window.probability(i));
                    }
                    json.writeEndObject();
                });
    }

    /// The last message.
    static String end(Duration length, long windows, long detections) {
        return message(
                "end",
                json -> {
                    json.writeNumberProperty("length", seconds(length));
                    json.writeNumberProperty("windows", windows);
                    json.writeNumberProperty("detections", detections);
                });
    }

    private static String message(String type, Consumer<JsonGenerator> rest) {
        byte[] json =
                Json.object(
                        message -> {
                            message.writeStringProperty("type", type);
                            rest.accept(message);
                        });
        return new String(json, StandardCharsets.UTF_8);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
