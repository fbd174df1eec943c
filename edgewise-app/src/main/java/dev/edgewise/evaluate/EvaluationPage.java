package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.report.Curves;
import dev.edgewise.report.HeatMap;
import dev.edgewise.report.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An [EvaluationResult] as a page.
public final class EvaluationPage {

    /// The file of the page.
    public static final String FILE = "index.html";

    /// The file of the answers.
    public static final String ANSWERS = "answers.jsonl";

    /// A chart shows no more points than this of a curve.
    private static final int MOST_POINTS = 200;

    private EvaluationPage() {}

    /// Writes page, JSON and answers to `folder`.
    ///
    /// @throws IOException naming the file that can't be written
    public static void write(EvaluationResult result, ResultFolder folder) throws IOException {
        folder.write("result.json", EvaluationJson.text(result) + "\n");
        folder.write(ANSWERS, EvaluationJson.answers(result));
        folder.write(FILE, of(result).html());
    }

    static Page of(EvaluationResult result) {
        EvaluationTables tables = new EvaluationTables(result);
        Page page =
                new Page(
                        "How good is it? An evaluation with Edgewise",
                        EvaluationSentences.verdict(result));
        if (!result.failures().isEmpty()) {
            page.mark("clips left out");
        }
        page.facts(facts(result));
        page.section("How it was measured")
                .bullets(EvaluationSentences.method(result))
                .paragraph("How sure the figure is:")
                .bullets(EvaluationSentences.intervals(result));
        page.section("What was taken for what")
                .figure(
                        confusions(result),
                        "What was said, and what was recognised. A field's shade is its share of"
                                + " its row; errors are drawn stronger.")
                .table(tables.labels());
        if (!result.unknownWords().isEmpty()) {
            page.table(tables.unknown());
        }
        result.curve().ifPresent(curve -> thresholds(page, tables, curve));
        page.section("How honest confidences are")
                .bullets(EvaluationSentences.confidence(result))
                .figure(
                        reliability(result),
                        "Accuracy by confidence, in bins of a fifteenth; a bin without clips has no"
                                + " dot. Below the diagonal the model is too sure of itself.");
        result.temperature().ifPresent(check -> page.table(tables.temperature(check)));
        if (!result.folds().isEmpty()) {
            page.section("How it depends on who speaks")
                    .paragraph(EvaluationSentences.folds(result))
                    .table(tables.folds());
        }
        page.section("Under what conditions")
                .terms(
                        result.evaluation().context().entries().entrySet().stream()
                                .map(entry -> new Page.Fact(entry.getKey(), entry.getValue(), ""))
                                .toList())
                .paragraph(
                        "Every figure can be recomputed from " + ANSWERS + ", beside this page.");
        return page;
    }

    private static Page.Fact[] facts(EvaluationResult result) {
        List<Page.Fact> facts = new ArrayList<>();
        Interval interval = result.speakerInterval();
        facts.add(
                new Page.Fact(
                        "clips recognised",
                        percent(result.accuracy().value()),
                        interval.isKnown()
                                ? EvaluationTables.interval(interval) + " % over speakers"
                                : EvaluationTables.interval(result.accuracy().interval())
                                        + " % over clips"));
        result.curve()
                .filter(ThresholdCurve::hasOthers)
                .ifPresent(
                        curve ->
                                facts.add(
                                        new Page.Fact(
                                                "equal error rate",
                                                percent(curve.equalErrorRate()),
                                                "at threshold "
                                                        + number(
                                                                curve.equalErrors().threshold()))));
        facts.add(
                new Page.Fact(
                        "calibration error",
                        percent(result.calibration().error()),
                        result.temperature()
                                .map(
                                        check ->
                                                percent(check.before().error())
                                                        + " before, "
                                                        + percent(check.after().error())
                                                        + " after a temperature")
                                .orElse("")));
        return facts.toArray(Page.Fact[]::new);
    }

    private static void thresholds(Page page, EvaluationTables tables, ThresholdCurve curve) {
        page.section("When a word is accepted")
                .paragraph(EvaluationTables.DEFINITION)
                .figure(
                        rates(curve),
                        "Both kinds of errors by threshold. "
                                + EvaluationSentences.equalErrors(curve))
                .figure(
                        tradeOff(curve),
                        "False rejects against false accepts: lower left is better, and a threshold"
                                + " chooses a place on the curve.")
                .table(tables.thresholds(curve));
    }

    private static HeatMap confusions(EvaluationResult result) {
        List<List<Long>> counts = new ArrayList<>();
        for (String said : result.labels()) {
            counts.add(result.labels().stream().map(l -> result.matrix().count(said, l)).toList());
        }
        return new HeatMap("said", "recognised as", result.labels(), result.labels(), counts);
    }

    private static Curves rates(ThresholdCurve curve) {
        List<ThresholdCurve.Point> points = some(curve.points());
        List<Curves.Curve> curves = new ArrayList<>();
        curves.add(
                new Curves.Curve(
                        "false rejects",
                        Curves.Look.LINE,
                        points.stream()
                                .map(p -> point(p.threshold(), p.falseRejects().value()))
                                .toList()));
        curves.add(
                new Curves.Curve(
                        "false accepts",
                        Curves.Look.LINE,
                        points.stream()
                                .map(p -> point(p.threshold(), p.falseAccepts().value()))
                                .toList()));
        double equal = curve.equalErrors().threshold();
        mark(curves, curve, point(equal, curve.equalErrorRate()));
        return new Curves(
                new Curves.Axis("threshold", "", 0, 1), Curves.Axis.fitted("clips", "%"), curves);
    }

    private static Curves tradeOff(ThresholdCurve curve) {
        List<Curves.Curve> curves = new ArrayList<>();
        curves.add(
                new Curves.Curve(
                        "all thresholds",
                        Curves.Look.LINE,
                        some(curve.points()).stream().map(EvaluationPage::both).toList()));
        mark(curves, curve, both(curve.equalErrors()));
        return new Curves(
                Curves.Axis.fitted("false accepts", "%"),
                Curves.Axis.fitted("false rejects", "%"),
                curves);
    }

    /// Adds the place of equal errors, if there is one.
    private static void mark(List<Curves.Curve> curves, ThresholdCurve curve, Curves.Point place) {
        if (curve.hasOthers()) {
            curves.add(new Curves.Curve("equal errors", Curves.Look.MARKS, List.of(place)));
        }
    }

    private static Curves.Point both(ThresholdCurve.Point point) {
        return new Curves.Point(
                100 * point.falseAccepts().value(),
                100 * point.falseRejects().value(),
                "threshold " + number(point.threshold()));
    }

    private static Curves.Point point(double threshold, double share) {
        return Curves.Point.of(Math.min(1, threshold), 100 * share);
    }

    private static Curves reliability(EvaluationResult result) {
        List<Curves.Curve> curves = new ArrayList<>();
        result.temperature()
                .ifPresentOrElse(
                        check -> {
                            curves.add(bins("judged half, as it is", check.before()));
                            curves.add(bins("judged half, at the temperature", check.after()));
                        },
                        () -> curves.add(bins("all clips", result.calibration())));
        curves.add(
                new Curves.Curve(
                        "honest",
                        Curves.Look.REFERENCE,
                        List.of(Curves.Point.of(0, 0), Curves.Point.of(100, 100))));
        return new Curves(
                new Curves.Axis("confidence", "%", 0, 100),
                new Curves.Axis("accuracy", "%", 0, 100),
                curves);
    }

    private static Curves.Curve bins(String name, Calibration calibration) {
        return new Curves.Curve(
                name,
                Curves.Look.DOTTED,
                calibration.bins().stream()
                        .filter(bin -> bin.clips() > 0)
                        .map(
                                bin ->
                                        new Curves.Point(
                                                100 * bin.confidence(),
                                                100 * bin.accuracy(),
                                                bin.clips()
                                                        + (bin.clips() == 1 ? " clip" : " clips")))
                        .toList());
    }

    /// `points`, or as many of them as a chart can show.
    private static List<ThresholdCurve.Point> some(List<ThresholdCurve.Point> points) {
        if (points.size() <= MOST_POINTS) {
            return points;
        }
        List<ThresholdCurve.Point> some = new ArrayList<>();
        for (int i = 0; i < MOST_POINTS; i++) {
            some.add(points.get((int) ((long) i * (points.size() - 1) / (MOST_POINTS - 1))));
        }
        return some;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
