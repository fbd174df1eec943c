package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Proportion;
import dev.edgewise.recognize.Prediction;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An [EvaluationResult] as JSON. Shares are from 0 to 1; what can't be said (a share of nothing,
/// an interval of too few speakers) is null.
public final class EvaluationJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private EvaluationJson() {}

    /// The result as one object, in a line.
    public static String text(EvaluationResult result) {
        return JSON.writeValueAsString(tree(result));
    }

    /// The answers, an object a line: `clip`, `speaker`, `label`, `answer`, and `scores`, a map
    /// from label to probability. Every figure can be recomputed from them.
    static String answers(EvaluationResult result) {
        StringBuilder lines = new StringBuilder();
        for (Answer answer : result.answers()) {
            ObjectNode node = JSON.createObjectNode();
            node.put("clip", answer.clip().source().name());
            node.put("speaker", answer.clip().speaker());
            node.put("label", answer.clip().label());
            node.put("answer", answer.prediction().word());
            ObjectNode scores = node.putObject("scores");
            for (Prediction.Score score : answer.prediction().scores()) {
                scores.put(score.label(), (float) score.probability());
            }
            lines.append(JSON.writeValueAsString(node)).append('\n');
        }
        return lines.toString();
    }

    private static ObjectNode tree(EvaluationResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", ResultFolder.KIND + "clips");
        root.put("verdict", EvaluationSentences.verdict(result));
        root.set("accuracy", share(result.accuracy(), "wilson_ci95"));
        interval((ObjectNode) root.get("accuracy"), "speakers_ci95", result.speakerInterval());
        root.set("clips", clips(result));
        root.set("labels", labels(result));
        root.set("confusions", confusions(result));
        root.set("unknown", unknown(result));
        result.curve()
                .ifPresentOrElse(
                        curve -> root.set("thresholds", thresholds(curve)),
                        () -> root.putNull("thresholds"));
        root.set("calibration", calibration(result));
        ArrayNode folds = root.putArray("speaker_folds");
        for (SpeakerFold fold : result.folds()) {
            folds.add(share(fold.accuracy(), "wilson_ci95").put("speakers", fold.speakers()));
        }
        ObjectNode context = root.putObject("context");
        result.evaluation()
                .context()
                .entries()
                .forEach((name, value) -> context.put(key(name), value));
        return root;
    }

    private static ObjectNode clips(EvaluationResult result) {
        ObjectNode clips = JSON.createObjectNode();
        ClipSelection selection = result.evaluation().clips();
        clips.put("n", result.answers().size());
        clips.put("chosen", selection.how());
        clips.put("speakers", result.speakers());
        clips.put("noise_recordings", result.recordings());
        ObjectNode leftOut = clips.putObject("left_out");
        selection.leftOut().forEach(leftOut::put);
        ArrayNode failed = clips.putArray("failed");
        result.failures().forEach(failed::add);
        return clips;
    }

    private static ObjectNode labels(EvaluationResult result) {
        ObjectNode labels = JSON.createObjectNode();
        for (LabelScore score : result.scores()) {
            ObjectNode label = labels.putObject(score.label());
            label.set("recall", share(score.recall(), "wilson_ci95"));
            label.set("precision", share(score.precision(), "wilson_ci95"));
            label.put("few_clips", score.hasFewClips());
        }
        return labels;
    }

    /// What was said, and what was recognised how often.
    private static ObjectNode confusions(EvaluationResult result) {
        ObjectNode rows = JSON.createObjectNode();
        for (String said : result.labels()) {
            ObjectNode row = rows.putObject(said);
            for (String recognized : result.labels()) {
                row.put(recognized, result.matrix().count(said, recognized));
            }
        }
        return rows;
    }

    private static ObjectNode unknown(EvaluationResult result) {
        ObjectNode unknown = JSON.createObjectNode();
        ObjectNode words = unknown.putObject("words");
        for (WordRecall word : result.unknownWords()) {
            words.set(
                    word.word(),
                    share(word.recall(), "wilson_ci95").put("held_out", word.heldOut()));
        }
        unknown.set("in_training", share(result.unknownRecall(false), "wilson_ci95"));
        unknown.set("held_out", share(result.unknownRecall(true), "wilson_ci95"));
        return unknown;
    }

    private static ObjectNode thresholds(ThresholdCurve curve) {
        ObjectNode node = JSON.createObjectNode();
        node.put("definition", EvaluationTables.DEFINITION);
        if (curve.hasOthers()) {
            node.put("equal_error_rate", curve.equalErrorRate());
            node.put("equal_error_threshold", curve.equalErrors().threshold());
        } else {
            node.putNull("equal_error_rate").putNull("equal_error_threshold");
        }
        ArrayNode points = node.putArray("points");
        for (ThresholdCurve.Point point : curve.points()) {
            ObjectNode at = points.addObject();
            at.put("threshold", point.threshold());
            at.put("false_rejects", point.falseRejects().part());
            at.put("false_reject_rate", point.falseRejects().value());
            at.put("false_accepts", point.falseAccepts().part());
            at.put("false_accept_rate", point.falseAccepts().value());
            for (ThresholdCurve.Kind kind : ThresholdCurve.Kind.values()) {
                at.put("accepted_" + key(kind.name()), point.accepted(kind));
            }
        }
        return node;
    }

    private static ObjectNode calibration(EvaluationResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.set("all_clips", calibration(result.calibration()));
        result.temperature()
                .ifPresentOrElse(
                        check -> {
                            node.put("temperature", check.temperature());
                            node.put("fitted_on_clips", check.fitted());
                            node.put("judged_on_clips", check.judged());
                            node.set("before", calibration(check.before()));
                            node.set("after", calibration(check.after()));
                        },
                        () -> node.putNull("temperature"));
        return node;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode node = JSON.createObjectNode();
        node.put("ece", calibration.error()).put("loss_nats", calibration.loss());
        ArrayNode bins = node.putArray("bins");
        for (Calibration.Bin bin : calibration.bins()) {
            ObjectNode one = bins.addObject().put("from", bin.from()).put("to", bin.to());
            one.put("clips", bin.clips());
            if (bin.clips() == 0) {
                one.putNull("confidence").putNull("accuracy");
            } else {
                one.put("confidence", bin.confidence()).put("accuracy", bin.accuracy());
            }
        }
        return node;
    }

    private static ObjectNode share(Proportion share, String intervalName) {
        ObjectNode node = JSON.createObjectNode();
        if (share.of() == 0) {
            node.putNull("value");
        } else {
            node.put("value", share.value());
        }
        node.put("part", share.part()).put("of", share.of());
        interval(node, intervalName, share.interval());
        return node;
    }

    private static void interval(ObjectNode node, String name, Interval interval) {
        if (interval.isKnown()) {
            node.putArray(name).add(interval.low()).add(interval.high());
        } else {
            node.putNull(name);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
