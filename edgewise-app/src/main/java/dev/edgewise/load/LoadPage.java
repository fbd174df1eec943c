package dev.edgewise.load;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.Distribution;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.statistics.LetterValues;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.report.Curves;
import dev.edgewise.report.Ecdf;
import dev.edgewise.report.LetterValuePlot;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Page;
import dev.edgewise.report.StackedBars;
import dev.edgewise.report.Waterfall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// A load's result as a page: what was found, the distribution, the time it took and where it
/// went, and what all of it was made under.
public final class LoadPage {

    private final LoadReport report;
    private final LoadTables tables;

    private LoadPage(LoadReport report) {
        this.report = report;
        this.tables = new LoadTables(report);
    }

    /// The page.
    public static Page of(LoadReport report) {
        return new LoadPage(report).page();
    }

    private Page page() {
        Page page = new Page("How it bears load", LoadSentences.verdict(report));
        boolean closed = Double.isNaN(report.result().perSecond());
        page.mark(
                report.settings().plan() instanceof Plan.Single
                        ? "single stream"
                        : closed ? "closed loop" : "open loop");
        if (report.partial()) {
            page.mark("partial");
        }
        if (report.generatorBound()) {
            page.mark("the generator was the bottleneck");
        }
        page.facts(facts());
        List<String> warnings = LoadSentences.warnings(report);
        if (!warnings.isEmpty()) {
            page.bullets(warnings);
        }
        page.section("What was asked").bullets(LoadSentences.method(report));
        page.section("What was found").table(tables.times()).table(tables.outcomes());
        if (!report.faults().isEmpty()) {
            page.paragraph("What went wrong, with the first of each kind:")
                    .bullets(LoadSentences.faults(report));
        }
        report.found().ifPresent(found -> page.table(tables.trials(found)));
        distributions(page);
        if (report.slices().size() > 1) {
            page.section("Over time");
            overTime(page);
            page.table(tables.seconds());
        }
        if (!report.phases().named().isEmpty()) {
            page.section("Where the time goes")
                    .figure(
                            new Waterfall("ms", List.of(bar())),
                            "The answered requests in the mean, part by part. The server's phases are"
                                    + " told by "
                                    + report.phases().source()
                                    + "; link and client is what was waited beyond them.")
                    .table(tables.phases());
        }
        page.section("Under what conditions")
                .terms(
                        report.context().entries().entrySet().stream()
                                .map(e -> new Page.Fact(e.getKey(), e.getValue(), ""))
                                .toList());
        return page;
    }

    private Page.Fact[] facts() {
        LoadResult result = report.result();
        List<Page.Fact> facts = new ArrayList<>();
        report.found()
                .flatMap(found -> found.best())
                .ifPresent(
                        best ->
                                facts.add(
                                        new Page.Fact(
                                                "capacity",
                                                Plan.rate(best.perSecond()) + " /s",
                                                "")));
        facts.add(
                new Page.Fact(
                        "answered",
                        Plan.rate(result.answeredPerSecond()) + " /s",
                        LoadTables.count(result.count(Status.ANSWERED))
                                + " of "
                                + LoadTables.count(result.sent() + result.dropped())));
        for (Percentile percentile : report.told()) {
            OptionalDouble millis = result.latency().percentileMillis(percentile);
            facts.add(
                    new Page.Fact(
                            "latency, " + percentile.label(),
                            millis.isPresent() ? Millis.text(millis.getAsDouble()) + " ms" : "-",
                            result.latency().whyMissing(percentile)));
        }
        return facts.toArray(Page.Fact[]::new);
    }

    private void distributions(Page page) {
        List<LetterValuePlot.Group> groups = new ArrayList<>();
        List<Ecdf.Line> lines = new ArrayList<>();
        add(groups, lines, "latency, of all", report.result().latency());
        add(groups, lines, "service time", report.result().service());
        if (lines.isEmpty()) {
            return;
        }
        page.figure(
                        new Ecdf("ms", lines),
                        "How many requests take at least so long: each line down is ten times"
                                + " rarer. What wasn't answered ranks as its timeout.")
                .figure(
                        new LetterValuePlot("ms", groups),
                        "The same as letter values: the thickest box holds half of the requests,"
                                + " the next one three quarters, and so on as far out as their"
                                + " number can tell.");
    }

    private static void add(
            List<LetterValuePlot.Group> groups,
            List<Ecdf.Line> lines,
            String name,
            Distribution distribution) {
        if (distribution.count() == 0) {
            return;
        }
        LetterValues values = distribution.letterValues();
        groups.add(
                new LetterValuePlot.Group(
                        name,
                        values.n(),
                        values.median(),
                        values.pairs().stream()
                                .map(p -> new LetterValuePlot.Pair(p.tail(), p.low(), p.high()))
                                .toList(),
                        values.beyond()));
        lines.add(line(name, distribution));
    }

    /// A value is reached by all that lie beyond the share below it, by one at the least.
    private static Ecdf.Line line(String name, Distribution distribution) {
        List<Ecdf.Step> steps = new ArrayList<>();
        double below = 0;
        for (Distribution.Share share : distribution.shares()) {
            double reached = Math.max(1 - below, 1.0 / distribution.count());
            steps.add(new Ecdf.Step(share.millis(), reached));
            below = share.share();
        }
        return new Ecdf.Line(name, distribution.count(), steps);
    }

    private void overTime(Page page) {
        List<Curves.Curve> times = new ArrayList<>();
        series(times, "median", slice -> slice.p50Millis().orElse(Double.NaN));
        series(times, "p99", slice -> slice.p99Millis().orElse(Double.NaN));
        series(times, "longest", slice -> slice.ended() > 0 ? slice.maxMillis() : Double.NaN);
        Curves.Axis seconds = Curves.Axis.fitted("since the load began", "s");
        if (!times.isEmpty()) {
            page.figure(
                    new Curves(seconds, Curves.Axis.fitted("latency", "ms"), times),
                    "Latency of the requests that ended in each second.");
        }
        List<Curves.Curve> rates = new ArrayList<>();
        series(rates, "answered", slice -> perSecond(slice, slice.answered()));
        series(
                rates,
                "not answered",
                slice -> perSecond(slice, slice.refused() + slice.failed() + slice.dropped()));
        page.figure(
                new Curves(seconds, Curves.Axis.fitted("requests", "/s"), rates),
                "Requests that ended in each second.");
    }

    private static double perSecond(Slice slice, long count) {
        return count * 1e9 / (slice.toNanos() - slice.fromNanos());
    }

    private void series(List<Curves.Curve> to, String name, ToDoubleFunction<Slice> value) {
        List<Curves.Point> points = new ArrayList<>();
        for (Slice slice : report.slices()) {
            double y = value.applyAsDouble(slice);
            if (Double.isFinite(y)) {
                points.add(Curves.Point.of(slice.toNanos() / 1e9, y));
            }
        }
        if (!points.isEmpty()) {
            to.add(new Curves.Curve(name, Curves.Look.DOTTED, points));
        }
    }

    private StackedBars.Bar bar() {
        List<StackedBars.Part> parts = new ArrayList<>();
        parts.add(StackedBars.Part.of("link and client", report.phases().outside()));
        for (Phases.Named phase : report.phases().named()) {
            if (phase.overlaps()) {
                parts.add(
                        1,
                        StackedBars.Part.inside(
                                phase.name(),
                                Math.min(phase.meanMillis(), report.phases().outside())));
            } else {
                parts.add(StackedBars.Part.of(phase.name(), phase.meanMillis()));
            }
        }
        parts.add(StackedBars.Part.unaccounted(Math.max(0, report.phases().unaccounted())));
        return new StackedBars.Bar("a request", parts);
    }
}
