package dev.edgewise.study;

import dev.edgewise.report.BoxPlot;
import dev.edgewise.report.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Results side by side as a page: what was found with each, the times at each place in tables and
/// box plots, how far apart they lie, and under what each was measured.
public final class SideBySidePage {

    private final SideBySide results;
    private final SideBySideTables tables;

    private SideBySidePage(SideBySide results) {
        this.results = results;
        this.tables = new SideBySideTables(results);
    }

    /// The page; of a single run the one that `compare` writes.
    public static Page of(SideBySide results) {
        List<StudyRun> runs = results.runs();
        return runs.size() == 1
                ? StudyPage.of(runs.getFirst())
                : new SideBySidePage(results).page();
    }

    private Page page() {
        Page page = new Page(StudyPage.TITLE + " Results side by side", results.sentence());
        Set<String> links = new LinkedHashSet<>();
        results.runs().forEach(run -> links.addAll(run.emulatedLinks()));
        links.forEach(link -> page.mark("emulated link: " + link));
        page.mark("single stream");
        page.section("What was measured").table(tables.conditions());
        if (!results.cautions().isEmpty()) {
            page.paragraph("Read with care:").bullets(results.cautions());
        }
        page.section("What was found")
                .bullets(
                        results.entries().stream()
                                .map(entry -> entry.label() + ": " + entry.cell().sentence())
                                .toList());
        for (Place place : Place.values()) {
            place(page, place);
        }
        if (!results.differences().isEmpty()) {
            page.section("How far apart they lie").table(tables.differences());
        }
        for (StudyRun run : results.runs()) {
            conditions(page, run);
        }
        return page.paragraph(
                "Every figure can be recomputed from samples.jsonl in each run's folder.");
    }

    private void place(Page page, Place place) {
        page.section(place.id()).table(tables.times(place));
        List<BoxPlot.Box> boxes = new ArrayList<>();
        for (SideBySide.Entry entry : results.entries(place)) {
            entry.cell()
                    .figures()
                    .summary(place, Quantity.TOTAL)
                    .ifPresent(summary -> boxes.add(StudyPage.box(entry.label(), summary)));
        }
        if (!boxes.isEmpty()) {
            page.figure(
                    new BoxPlot("ms", boxes, true),
                    "Total times at " + place.id() + ", " + place.description() + ".");
        }
    }

    private void conditions(Page page, StudyRun run) {
        SideBySide.Entry entry =
                results.entries().stream()
                        .filter(one -> one.run() == run)
                        .findFirst()
                        .orElseThrow();
        page.section("Conditions of " + entry.folder())
                .terms(
                        entry.cell().context().entries().entrySet().stream()
                                .map(e -> new Page.Fact(e.getKey(), e.getValue(), ""))
                                .toList());
    }
}
