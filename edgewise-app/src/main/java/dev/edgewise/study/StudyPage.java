package dev.edgewise.study;

import dev.edgewise.measure.statistics.Box;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.report.BoxPlot;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Page;
import dev.edgewise.report.StackedBars;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A result as a page: the verdict, the set-up (the report's figure 1), the times (its table 1 and
/// figures 2 and 3), where the time goes, what to conclude, and what all of it was made under.
final class StudyPage {

    /// What the title of every such page starts with.
    static final String TITLE = "Edge or remote?";

    private final StudyResult result;
    private final Figures figures;
    private final StudyTables tables;
    private final StudyCharts charts;

    private StudyPage(StudyResult result) {
        this.result = result;
        this.figures = result.figures();
        this.tables = new StudyTables(result);
        this.charts = new StudyCharts(result);
    }

    /// The page of a run. Where there are several models or links, a table of all comes first, then
    /// each.
    static Page of(StudyRun run) {
        List<StudyResult> cells = run.cells();
        StudyPage first = new StudyPage(cells.getFirst());
        Page page = new Page(TITLE + " A study with Edgewise", run.sentence());
        first.marks(page, run);
        if (cells.size() == 1) {
            page.facts(first.facts());
            first.sections(page, "");
        } else {
            page.section("All together")
                    .table(new CellTable(run).table())
                    .bullets(
                            cells.stream()
                                    .map(cell -> run.title(cell) + ": " + cell.sentence())
                                    .toList());
            for (StudyResult cell : cells) {
                new StudyPage(cell).sections(page, ", " + run.title(cell));
            }
        }
        first.conditions(page);
        return page;
    }

    private void marks(Page page, StudyRun run) {
        for (String link : run.emulatedLinks()) {
            page.mark("emulated link: " + link);
        }
        page.mark("single stream");
        if (result.clips().synthetic()) {
            page.mark("synthetic clips");
        }
        if (result.partial()) {
            page.mark("partial");
        }
    }

    /// What was measured and found.
    ///
    /// @param which behind each heading, of several models or links
    private void sections(Page page, String which) {
        page.section("What was measured" + which)
                .paragraph(
                        "The same clips went to four places, a request at a time: "
                                + places()
                                + ". The report that this repeats compared the second with the"
                                + " third.")
                .figure(
                        SetUp.of(result),
                        "The set-up, and where each clock starts and stops (the report's figure 1)."
                                + " Time goes down; lengths mean nothing. What the upload's clock"
                                + " shows is divided by the number of files; the total of"
                                + " remote-path is that and the request.")
                .table(tables.link())
                .bullets(StudyText.method(result));
        page.section("What was found" + which).table(tables.averages());
        List<String> warnings = result.care().warnings();
        if (!warnings.isEmpty()) {
            page.paragraph("Read with care:").bullets(warnings);
        }
        boxes(page, Place.EDGE_HTTP, "Times at the edge, behind HTTP (the report's figure 2).");
        boxes(
                page,
                Place.REMOTE_PATH,
                "Times at the remote server, by path after an upload (the report's figure 3)"
                        + emulated()
                        + ".");
        totals(page);
        tails(page);
        page.paragraph("The shape of the distributions, in words:")
                .bullets(StudyText.shapes(result))
                .table(tables.places());
        Table cold = tables.cold();
        if (!cold.rows().isEmpty()) {
            page.table(cold);
        }
        page.section("Where the time goes" + which);
        phases(page);
        requests(page);
        course(page, which);
        CostTable.of(result).ifPresent(table -> page.section("What it costs" + which).table(table));
        page.section("What to conclude" + which)
                .bullets(conclusions())
                .table(tables.differences())
                .table(tables.percentiles());
    }

    private void conditions(Page page) {
        page.section("Under what conditions")
                .terms(
                        result.context().entries().entrySet().stream()
                                .map(e -> new Page.Fact(e.getKey(), e.getValue(), ""))
                                .toList())
                .paragraph("Every figure can be recomputed from samples.jsonl, beside this page.");
    }

    private String emulated() {
        return result.askedLink().isPresent() ? "; the link is emulated" : "";
    }

    private static String places() {
        return String.join(
                "; ",
                List.of(Place.values()).stream()
                        .map(place -> place.id() + " (" + place.description() + ")")
                        .toList());
    }

    private Page.Fact[] facts() {
        List<Page.Fact> facts = new ArrayList<>();
        for (Place place : List.of(Place.EDGE_HTTP, Place.REMOTE_PATH)) {
            figures.summary(place, Quantity.TOTAL)
                    .ifPresent(
                            total ->
                                    facts.add(
                                            new Page.Fact(
                                                    place.id() + ", mean total",
                                                    Millis.text(total.mean().value()) + " ms",
                                                    Sentences.interval(total.mean().interval()))));
        }
        Optional<Comparison> comparison = result.main(Quantity.TOTAL).comparison();
        comparison.ifPresent(
                c ->
                        facts.add(
                                new Page.Fact(
                                        "remote minus edge",
                                        Millis.text(c.difference().value()) + " ms",
                                        Sentences.interval(c.difference().interval()))));
        return facts.toArray(Page.Fact[]::new);
    }

    private void boxes(Page page, Place place, String caption) {
        List<BoxPlot.Box> boxes = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            if (quantity != Quantity.OVERHEAD) {
                figures.summary(place, quantity)
                        .ifPresent(summary -> boxes.add(box(quantity.id(), summary)));
            }
        }
        if (!boxes.isEmpty()) {
            page.figure(new BoxPlot("ms", boxes), caption);
        }
    }

    private void totals(Page page) {
        List<BoxPlot.Box> boxes = new ArrayList<>();
        for (Place place : Place.values()) {
            figures.summary(place, Quantity.TOTAL)
                    .ifPresent(summary -> boxes.add(box(place.id(), summary)));
        }
        if (!boxes.isEmpty()) {
            page.figure(
                    new BoxPlot("ms", boxes, true), "Total times at all places" + emulated() + ".");
        }
    }

    static BoxPlot.Box box(String name, Summary summary) {
        Box box = summary.box();
        return new BoxPlot.Box(
                name,
                summary.n(),
                box.lowerWhisker(),
                box.lowerQuartile(),
                box.median(),
                box.upperQuartile(),
                box.upperWhisker(),
                summary.mean().value(),
                box.outliers());
    }

    private void tails(Page page) {
        charts.tails()
                .ifPresent(
                        plot ->
                                page.figure(
                                        plot,
                                        "Total times as letter values, for their tails"
                                                + emulated()
                                                + ": the thickest box holds half of the requests,"
                                                + " the next one three quarters, and so on as far"
                                                + " out as their number can tell. A tail that"
                                                + " gets long box by box is the system's; lone"
                                                + " points are accidents."));
        charts.distributions()
                .ifPresent(
                        ecdf ->
                                page.figure(
                                        ecdf,
                                        "How many requests take at least so long"
                                                + emulated()
                                                + ". Each line down is ten times rarer; what"
                                                + " wasn't answered stands at its timeout."));
    }

    private void requests(Page page) {
        charts.typical()
                .ifPresent(
                        waterfall ->
                                page.figure(
                                        waterfall,
                                        "The typical request at each place, the one whose total is"
                                                + " the middle one, part by part"
                                                + emulated()
                                                + ". Lengths are measured. Where the server's time"
                                                + " lies within the link's isn't: two clocks are"
                                                + " never subtracted, so all of the link's is"
                                                + " drawn first."));
        charts.slowest()
                .ifPresent(
                        waterfall ->
                                page.figure(
                                        waterfall,
                                        "The slowest request at the two places that the verdict is"
                                                + " about, likewise."));
    }

    private void course(Page page, String which) {
        charts.course()
                .ifPresent(
                        series ->
                                page.section("Over time" + which)
                                        .figure(
                                                series,
                                                "Each request, and each upload (a file's share of"
                                                        + " its session), when it was sent. Outliers"
                                                        + " lie beyond Tukey's outer fences and are in"
                                                        + " all figures; warm-up and cold starts are"
                                                        + " in none but this."));
    }

    private void phases(Page page) {
        List<StackedBars.Bar> bars = new ArrayList<>();
        for (Place place : Place.values()) {
            PhaseTimes.of(figures, place).ifPresent(times -> bars.add(times.bar(place.id())));
        }
        if (!bars.isEmpty()) {
            page.figure(
                    new StackedBars("ms", bars),
                    "Mean times of the answered requests, by phase"
                            + emulated()
                            + ". The server's phases are as it tells them; link and HTTP is what"
                            + " the client waited beyond them. A body is received while the link"
                            + " carries it.");
        }
    }

    private List<String> conclusions() {
        List<String> conclusions = new ArrayList<>();
        conclusions.add(result.sentence());
        Optional<Summary> prediction = figures.summary(Place.REMOTE_BODY, Quantity.PREDICTION);
        Optional<Summary> edge = figures.summary(Place.EDGE, Quantity.PREDICTION);
        Optional<Summary> way = figures.summary(Place.REMOTE_BODY, Quantity.OVERHEAD);
        if (prediction.isPresent() && edge.isPresent() && way.isPresent()) {
            conclusions.add(
                    "Sending the audio along costs "
                            + Millis.text(way.get().mean().value())
                            + " ms beyond the prediction. Offloading by body pays once the edge"
                            + " needs more than that longer for a prediction than the remote"
                            + " server; here the edge needs "
                            + Millis.text(edge.get().mean().value())
                            + " ms, the server "
                            + Millis.text(prediction.get().mean().value())
                            + " ms.");
        }
        figures.summary(Place.REMOTE_PATH, Quantity.UPLOAD)
                .ifPresent(
                        upload ->
                                conclusions.add(
                                        "Uploading beforehand costs "
                                                + Millis.text(upload.mean().value())
                                                + " ms a clip. It is worth it only for clips that"
                                                + " are asked for more than once, or while nobody"
                                                + " waits."));
        if (result.askedLink().isPresent()) {
            conclusions.add(
                    "Both places ran on this machine: the remote server was no faster than the"
                            + " edge. A faster server, a GPU or a heavier model shift the answer;"
                            + " compare --remote measures them.");
        }
        return conclusions;
    }
}
