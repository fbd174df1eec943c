package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.Verdict;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables of results side by side, for terminal, page and paper alike.
record SideBySideTables(SideBySide results) {

    private static final List<Quantity> ALL =
            List.of(Quantity.UPLOAD, Quantity.PREDICTION, Quantity.REQUEST, Quantity.TOTAL);

    /// A request is the whole then.
    private static final List<Quantity> WITHOUT_UPLOAD =
            List.of(Quantity.PREDICTION, Quantity.TOTAL);

    /// Under what each was measured.
    Table conditions() {
        Table table =
                Table.of(
                        "What was measured",
                        Column.text("result"),
                        Column.text("device"),
                        Column.text("model"),
                        Column.text("link"),
                        Column.number("round trip", "ms"),
                        Column.number("down", "Mbit/s"),
                        Column.number("up", "Mbit/s"),
                        Column.number("requests", ""));
        for (SideBySide.Entry entry : results.entries()) {
            StudyResult cell = entry.cell();
            Optional<MeasuredLink> link = cell.measuredLink();
            table =
                    table.row(
                            Cell.of(entry.label()),
                            Cell.of(device(cell.context())),
                            Cell.of(cell.model().name()),
                            Cell.of(
                                    cell.remote().name()
                                            + (cell.askedLink().isPresent() ? ", emulated" : "")),
                            link.map(l -> Cell.of(StudyTables.millis(l.roundTrip()), 2))
                                    .orElse(Cell.of("-")),
                            link.map(l -> StudyTables.rate(l.downBitsPerSecond()))
                                    .orElse(Cell.of("-")),
                            link.map(l -> StudyTables.rate(l.upBitsPerSecond()))
                                    .orElse(Cell.of("-")),
                            Cell.of(
                                    String.format(
                                            Locale.ROOT,
                                            "%,d",
                                            cell.figures().measured(Place.REMOTE_PATH))));
        }
        return table.note("Round trip and rates are those that were measured through the link.");
    }

    static String device(RunContext context) {
        return context.machine().getOrDefault("cpu", "unknown")
                + ", "
                + context.machine().getOrDefault("cores", "?")
                + " cores";
    }

    /// The report's Table 1 for one place, a row for each result.
    Table times(Place place) {
        List<Quantity> times = place == Place.REMOTE_PATH ? ALL : WITHOUT_UPLOAD;
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("result"));
        times.forEach(time -> columns.add(Column.number(time.id(), "")));
        List<Quantity> answered =
                times.stream()
                        .filter(
                                time ->
                                        results.entries(place).stream()
                                                .map(entry -> entry.cell().figures())
                                                .anyMatch(f -> f.answered(place, time).isPresent()))
                        .toList();
        answered.forEach(time -> columns.add(Column.number(time.id() + StudyTables.ANSWERED, "")));
        Table table =
                Table.of(
                        place.id() + ": average times in ms, with 95 % intervals",
                        columns.toArray(Column[]::new));
        for (SideBySide.Entry entry : results.entries(place)) {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.of(entry.label()));
            Figures figures = entry.cell().figures();
            times.forEach(time -> row.add(StudyTables.mean(figures, place, time)));
            answered.forEach(time -> row.add(StudyTables.answered(figures, place, time)));
            table = table.row(row.toArray(Cell[]::new));
        }
        return table;
    }

    /// How far each lies from the first.
    Table differences() {
        Table table =
                Table.of(
                        "Differences of the mean totals in ms from "
                                + results.entries().getFirst().label(),
                        Column.text("result"),
                        Column.text("place"),
                        Column.number("difference", ""),
                        Column.number("95 % interval", ""),
                        Column.text("measured"),
                        Column.text("verdict"));
        String name = "";
        for (SideBySide.Difference difference : results.differences()) {
            String label = difference.second().label();
            table =
                    table.row(
                            label.equals(name) ? "" : label,
                            difference.place().id(),
                            Millis.text(difference.comparison().difference().value()),
                            Sentences.interval(difference.comparison().difference().interval()),
                            difference.paired() ? "paired" : "apart",
                            verdict(difference));
            name = label;
        }
        return table.note(
                "Above zero where the first is faster. Paired: measured in the same blocks, and"
                        + " compared block by block. Apart: in different runs, which may differ by"
                        + " what else differed then.");
    }

    static String verdict(SideBySide.Difference difference) {
        return switch (difference.comparison().verdict()) {
            case Verdict.FirstBetter _ -> "slower";
            case Verdict.SecondBetter _ -> "faster";
            case Verdict.Equal _ -> "equal";
            case Verdict.Undecided _ -> "undecided";
        };
    }
}
