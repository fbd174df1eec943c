package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Proportion;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.util.List;
import java.util.Locale;

/// A result's tables, which its text and its page share.
final class EvaluationTables {

    private static final List<Double> THRESHOLDS = List.of(0.5, 0.7, 0.8, 0.9, 0.95, 0.99);
    private static final double FEW_FALSE_ACCEPTS = 0.01;

    private final EvaluationResult result;

    EvaluationTables(EvaluationResult result) {
        this.result = result;
    }

    /// Label by label.
    Table labels() {
        Table table =
                Table.of(
                        "Label by label",
                        Column.text("label"),
                        Column.number("clips", "").in("recall"),
                        Column.number("", "%").in("recall"),
                        Column.number("95 % interval", "").in("recall"),
                        Column.number("answers", "").in("precision"),
                        Column.number("", "%").in("precision"),
                        Column.number("95 % interval", "").in("precision"));
        for (LabelScore score : result.scores()) {
            Cell clips = Cell.of(String.valueOf(score.recall().of()));
            table =
                    table.row(
                            Cell.of(score.label()),
                            score.hasFewClips()
                                    ? clips.because("few clips: mind the interval")
                                    : clips,
                            percent(score.recall(), "no clip has this label"),
                            interval(score.recall(), "no clip has this label"),
                            Cell.of(String.valueOf(score.precision().of())),
                            percent(score.precision(), "no clip was recognised as this"),
                            interval(score.precision(), "no clip was recognised as this"));
        }
        return table.note(
                "Recall: of the clips with a label, those recognised as it. Precision: of the"
                        + " answers with a label, those that are right; it depends on how many"
                        + " clips of each label there are. Intervals are Wilson's.");
    }

    /// The words that the model doesn't know, if there are clips of some.
    Table unknown() {
        Table table =
                Table.of(
                        "Words that the model doesn't know",
                        Column.text("word"),
                        Column.number("clips", ""),
                        Column.number("as _unknown_", "%"),
                        Column.number("95 % interval", ""));
        for (WordRecall word : result.unknownWords()) {
            table =
                    table.row(
                            Cell.of(word.word() + (word.heldOut() ? " (held out)" : "")),
                            Cell.of(String.valueOf(word.recall().of())),
                            percent(word.recall(), ""),
                            interval(word.recall(), ""));
        }
        if (!result.evaluation().heldOut().isEmpty()) {
            table = total(table, "in training", result.unknownRecall(false));
            table = total(table, "held out of training", result.unknownRecall(true));
        } else {
            table = total(table, "all", result.unknownRecall(false));
        }
        return table;
    }

    private static Table total(Table table, String name, Proportion recall) {
        return recall.of() == 0
                ? table
                : table.total(
                        Cell.of(name),
                        Cell.of(String.valueOf(recall.of())),
                        percent(recall, ""),
                        interval(recall, ""));
    }

    /// False accepts against false rejects.
    Table thresholds(ThresholdCurve curve) {
        Table table =
                Table.of(
                        "False accepts against false rejects",
                        Column.number("threshold", ""),
                        Column.number("false rejects", "%"),
                        Column.number("false accepts", "%"),
                        Column.number("another word", "").in("accepted instead of"),
                        Column.number("unknown", "").in("accepted instead of"),
                        Column.number("silence", "").in("accepted instead of"),
                        Column.text(""));
        for (double threshold : THRESHOLDS) {
            table = table.row(point(curve.at(threshold), 2, ""));
        }
        table =
                table.row(
                        point(
                                curve.withFalseAcceptsAtMost(FEW_FALSE_ACCEPTS),
                                4,
                                "1 % false accepts"));
        return curve.hasOthers() ? table.row(point(curve.equalErrors(), 4, "equal errors")) : table;
    }

    /// What the two kinds of errors are.
    static final String DEFINITION =
            "The likeliest word of a clip is accepted if its probability is at least the threshold;"
                    + " _unknown_ and _silence_ are never accepted. False reject: a clip of a word"
                    + " in which that word wasn't accepted; % of the clips of words. False accept:"
                    + " a clip in which another word than the accepted one, an unknown one or none"
                    + " was said; % of all clips. A word taken for another counts as both.";

    private static Cell[] point(ThresholdCurve.Point point, int decimals, String remark) {
        return new Cell[] {
            Cell.of(point.threshold(), point.threshold() > 0.999 ? 6 : decimals),
            percent(point.falseRejects(), ""),
            percent(point.falseAccepts(), ""),
            Cell.of(String.valueOf(point.accepted(ThresholdCurve.Kind.OTHER_WORD))),
            Cell.of(String.valueOf(point.accepted(ThresholdCurve.Kind.UNKNOWN))),
            Cell.of(String.valueOf(point.accepted(ThresholdCurve.Kind.SILENCE))),
            Cell.of(remark)
        };
    }

    /// What the temperature does, on clips that it wasn't fitted on.
    Table temperature(TemperatureCheck check) {
        return Table.of(
                        "Confidence, on the half that is judged",
                        Column.text(""),
                        Column.number("calibration error", "%"),
                        Column.number("loss", "nats"))
                .row(
                        Cell.of("as it is"),
                        Cell.of(100 * check.before().error(), 2),
                        Cell.of(check.before().loss(), 4))
                .row(
                        Cell.of(
                                String.format(
                                        Locale.ROOT, "at temperature %.3f", check.temperature())),
                        Cell.of(100 * check.after().error(), 2),
                        Cell.of(check.after().loss(), 4));
    }

    /// How well folds of speakers are recognised.
    Table folds() {
        Table table =
                Table.of(
                        "Accuracy by folds of speakers",
                        Column.text("fold"),
                        Column.number("speakers", ""),
                        Column.number("clips", ""),
                        Column.number("right", "%"));
        int number = 0;
        for (SpeakerFold fold : result.folds()) {
            number++;
            table =
                    table.row(
                            Cell.of(String.valueOf(number)),
                            Cell.of(String.valueOf(fold.speakers())),
                            Cell.of(String.valueOf(fold.accuracy().of())),
                            percent(fold.accuracy(), ""));
        }
        return table;
    }

    static Cell percent(Proportion share, String whyNone) {
        return share.of() == 0 ? Cell.absent(whyNone) : Cell.of(100 * share.value(), 1);
    }

    private static Cell interval(Proportion share, String whyNone) {
        return share.of() == 0 ? Cell.absent(whyNone) : Cell.of(interval(share.interval()));
    }

    /// An interval of a share, in percent: "89.1 to 93.0".
    static String interval(Interval interval) {
        return String.format(
                Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high());
    }
}
