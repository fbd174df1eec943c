package dev.edgewise.evaluate;

import dev.edgewise.detect.Detection;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.evaluate.StreamMatch.Kind;
import dev.edgewise.measure.statistics.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [StreamResult] as JSON. Times are in seconds; what can't be said (a share of no words) is
/// null.
public final class StreamJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private StreamJson() {}

    /// The result as one object, in a line.
    public static String text(StreamResult result) {
        return JSON.writeValueAsString(tree(result));
    }

    static ObjectNode tree(StreamResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", ResultFolder.KIND + "stream");
        root.set("audio", audio(result));
        ObjectNode model = root.putObject("model");
        model.put("name", result.card().name()).put("version", result.card().version());
        model.put("sha256", result.hash());
        root.set("settings", settings(result.settings()));
        StreamMatch match = result.match();
        ObjectNode words = root.putObject("words");
        words.put("there", match.words().size());
        words.put("found", match.count(Fate.FOUND));
        words.put("confused", match.count(Fate.CONFUSED));
        words.put("missed", match.count(Fate.MISSED));
        share(words, "miss_rate", match.missRate());
        ObjectNode falseAccepts = root.putObject("false_accepts");
        falseAccepts.put("count", match.falseAccepts());
        for (Kind kind : Kind.values()) {
            if (kind != Kind.RIGHT) {
                falseAccepts.put(key(kind), match.count(kind));
            }
        }
        rate(falseAccepts, result.point());
        root.set("by_word", byWord(result));
        List<Double> latencies = match.latencies().stream().map(Times::seconds).sorted().toList();
        ObjectNode latency = root.putObject("latency");
        latency.put("n", latencies.size());
        share(
                latency,
                "median_s",
                latencies.isEmpty() ? Double.NaN : StreamTables.median(latencies));
        share(latency, "longest_s", latencies.isEmpty() ? Double.NaN : latencies.getLast());
        root.put("times_real_time", result.speed());
        ArrayNode sweep = root.putArray("sweep");
        result.sweep().forEach(point -> sweep.add(point(point)));
        ArrayNode labels = root.putArray("labels");
        match.words().forEach(word -> labels.add(label(word)));
        ArrayNode detections = root.putArray("detections");
        match.detections().forEach(heard -> detections.add(detection(heard)));
        return root;
    }

    private static ObjectNode audio(StreamResult result) {
        ObjectNode audio = JSON.createObjectNode();
        audio.put("file", result.audio().name());
        audio.put("sample_rate", result.audio().sampleRate());
        audio.put("duration_s", Times.seconds(result.audio().duration()));
        audio.put("missing_s", Times.seconds(result.audio().missing()));
        audio.put("labels", result.track().name());
        audio.put("labels_beyond_the_end", result.beyond());
        return audio.put("other_speech", result.otherSpeech());
    }

    private static ObjectNode settings(StreamSettings settings) {
        DetectionSettings detection = settings.detection();
        ObjectNode node = JSON.createObjectNode();
        node.put("hop_s", Times.seconds(detection.hop()));
        node.put("average_s", Times.seconds(detection.average()));
        node.put("fewest_windows", detection.fewest());
        node.put("threshold", detection.threshold());
        node.put("suppression_s", Times.seconds(detection.suppression()));
        return node.put("tolerance_s", Times.seconds(settings.tolerance()));
    }

    private static ObjectNode byWord(StreamResult result) {
        ObjectNode words = JSON.createObjectNode();
        for (String word : result.words()) {
            ObjectNode node = words.putObject(word);
            int there = 0;
            for (Fate fate : Fate.values()) {
                long count =
                        result.match().words().stream()
                                .filter(said -> said.word().equals(word) && said.fate() == fate)
                                .count();
                node.put(key(fate), count);
                there += (int) count;
            }
            node.put("there", there);
            node.put(
                    "false_accepts",
                    result.match().detections().stream()
                            .filter(heard -> heard.kind() != Kind.RIGHT)
                            .filter(heard -> heard.detection().word().equals(word))
                            .count());
        }
        return words;
    }

    private static ObjectNode point(OperatingPoint point) {
        ObjectNode node = JSON.createObjectNode();
        node.put("threshold", point.threshold());
        node.put("found", point.found());
        share(node, "miss_rate", point.match().missRate());
        node.put("false_accepts", point.match().falseAccepts());
        rate(node, point);
        return node;
    }

    private static void rate(ObjectNode node, OperatingPoint point) {
        node.put("per_hour", point.falseAccepts().rate());
        Interval interval = point.falseAccepts().interval();
        node.putArray("per_hour_ci95").add(interval.low()).add(interval.high());
    }

    private static ObjectNode label(StreamMatch.Word word) {
        ObjectNode node = JSON.createObjectNode();
        span(node, word.label().from(), word.label().to());
        node.put("word", word.word()).put("fate", key(word.fate()));
        word.detection().ifPresent(there -> node.put("detected", there.word()));
        return node;
    }

    private static ObjectNode detection(StreamMatch.Heard heard) {
        Detection detection = heard.detection();
        ObjectNode node = JSON.createObjectNode();
        span(node, detection.from(), detection.to());
        node.put("word", detection.word()).put("confidence", detection.confidence());
        node.put("is", key(heard.kind()));
        heard.label().ifPresent(label -> node.put("label", label.text()));
        return node;
    }

    private static void span(ObjectNode node, Duration from, Duration to) {
        node.put("from_s", Times.seconds(from)).put("to_s", Times.seconds(to));
    }

    private static void share(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
