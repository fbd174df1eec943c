package dev.edgewise.study;

import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Results side by side, as text for a terminal or in Markdown: the tables first, and last what
/// follows from them.
public final class SideBySideText {

    private SideBySideText() {}

    /// In lines of at most `width` columns.
    public static String of(SideBySide results, int width) {
        List<String> parts = new ArrayList<>(tables(results, table -> table.text(width)));
        List<String> found = new ArrayList<>();
        for (SideBySide.Entry entry : results.entries()) {
            found.add(entry.label() + ": " + entry.cell().sentence());
        }
        parts.add(StudyText.bullets("What was found", found, width));
        if (!results.cautions().isEmpty()) {
            parts.add(StudyText.bullets("Read with care", results.cautions(), width));
        }
        parts.add(StudyText.wrap(results.sentence(), width));
        return String.join("\n\n", parts) + "\n";
    }

    /// The tables alone, in Markdown, for a paper: of one result its averages, the report's
    /// Table 1.
    public static String markdown(SideBySide results) {
        List<String> parts =
                results.entries().size() == 1
                        ? List.of(
                                new StudyTables(results.entries().getFirst().cell())
                                        .averages()
                                        .markdown())
                        : tables(results, Table::markdown);
        return String.join("\n", parts);
    }

    private static List<String> tables(SideBySide results, Function<Table, String> form) {
        SideBySideTables tables = new SideBySideTables(results);
        List<String> parts = new ArrayList<>();
        parts.add(form.apply(tables.conditions()));
        for (Place place : Place.values()) {
            parts.add(form.apply(tables.times(place)));
        }
        if (!results.differences().isEmpty()) {
            parts.add(form.apply(tables.differences()));
        }
        return parts;
    }
}
