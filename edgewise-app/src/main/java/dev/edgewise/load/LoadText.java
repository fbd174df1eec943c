package dev.edgewise.load;

import dev.edgewise.report.Prose;
import java.util.ArrayList;
import java.util.List;

/// A load's result as text: how it was measured first, and last, where a terminal's eye is,
/// what was found.
public final class LoadText {

    private LoadText() {}

    /// The text in lines of at most `width` columns.
    public static String of(LoadReport report, int width) {
        LoadTables tables = new LoadTables(report);
        List<String> parts = new ArrayList<>();
        parts.add(Prose.bullets(LoadSentences.method(report), width));
        report.found().ifPresent(found -> parts.add(tables.trials(found).text(width)));
        if (report.settings().plan() instanceof Plan.Ramp) {
            parts.add(tables.seconds().text(width));
        }
        if (!report.phases().named().isEmpty()) {
            parts.add(tables.phases().text(width));
        }
        parts.add(tables.outcomes().text(width));
        if (!report.faults().isEmpty()) {
            parts.add(Prose.bullets("What went wrong", LoadSentences.faults(report), width));
        }
        parts.add(tables.times().text(width));
        List<String> warnings = LoadSentences.warnings(report);
        if (!warnings.isEmpty()) {
            parts.add(Prose.bullets(warnings, width));
        }
        parts.add(Prose.wrapped(LoadSentences.verdict(report), width));
        return String.join("\n\n", parts) + "\n";
    }
}
