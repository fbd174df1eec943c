package dev.edgewise.study;

import dev.edgewise.report.Markdown;
import dev.edgewise.report.Prose;
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
        parts.add(Prose.bullets("What was found", found, width));
        if (!results.cautions().isEmpty()) {
            parts.add(Prose.bullets("Read with care", results.cautions(), width));
        }
        parts.add(Prose.wrapped(results.sentence(), width));
        return String.join("\n\n", parts) + "\n";
    }

    /// The tables alone, in Markdown, for a paper: of one result its averages, the report's
    /// Table 1, and its percentiles. Below them what should be read with care.
    public static String markdown(SideBySide results) {
        List<String> parts = new ArrayList<>();
        if (results.entries().size() == 1) {
            StudyTables tables = new StudyTables(results.entries().getFirst().cell());
            parts.add(tables.averages().markdown());
            parts.add(tables.percentiles().markdown());
        } else {
            parts.addAll(tables(results, Table::markdown));
        }
        if (!results.cautions().isEmpty()) {
            parts.add(Markdown.bullets("Read with care", results.cautions()));
        }
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
