package dev.edgewise.load;

import dev.edgewise.measure.Distribution;
import dev.edgewise.measure.LoadResult;
import dev.edgewise.measure.Percentile;
import dev.edgewise.measure.Slice;
import dev.edgewise.measure.Status;
import dev.edgewise.report.Curves;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Page;
import dev.edgewise.report.StackedBars;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// A load's result as a page: what was found, the distribution, the time it took and where it
/// went, and what all of it was made under.
public final class LoadPage {

    /// A share beyond which the axis of nines ends.
    private static final double LAST_SHARE = 1 - 1e-7;

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
        page.mark(report.settings().plan() instanceof Plan.Single ? "single stream" : "open loop");
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
                            new StackedBars("ms", List.of(bar())),
                            "Mean time of the answered requests, by phase. The server's phases are"
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
        for (Percentile percentile : List.of(Percentile.P50, Percentile.P99)) {
            OptionalDouble millis = result.latency().percentileMillis(percentile);
            facts.add(
                    new Page.Fact(
                            "latency, " + percentile.label(),
                            millis.isPresent() ? Millis.text(millis.getAsDouble()) + " ms" : "-",
                            result.latency().whyMissing(percentile)));
        }
        return facts.toArray(Page.Fact[]::new);
    }

    /// Over the share that takes longer, by powers of ten, so that the tail is seen.
    private void distributions(Page page) {
        List<Curves.Curve> curves = new ArrayList<>();
        curve(curves, "latency, of all", report.result().latency());
        curve(curves, "service time", report.result().service());
        if (!curves.isEmpty()) {
            page.figure(
                    new Curves(
                            Curves.Axis.fitted("nines of requests that take no longer", ""),
                            Curves.Axis.fitted("time", "ms"),
                            curves),
                    "Distribution with its tail: at 1, 90 % of the requests took no longer than the"
                            + " time; at 2, 99 %; at 3, 99.9 %. What wasn't answered ranks as its"
                            + " timeout.");
        }
    }

    private static void curve(List<Curves.Curve> to, String name, Distribution distribution) {
        List<Curves.Point> points =
                distribution.shares().stream()
                        .filter(share -> share.share() < LAST_SHARE)
                        .map(
                                share ->
                                        Curves.Point.of(
                                                -Math.log10(1 - share.share()), share.millis()))
                        .toList();
        if (!points.isEmpty()) {
            to.add(new Curves.Curve(name, Curves.Look.LINE, points));
        }
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
