package dev.edgewise.load;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.Distribution;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A load's numbers as tables.
final class LoadTables {

    private final LoadReport report;

    LoadTables(LoadReport report) {
        this.report = report;
    }

    /// All distributions.
    Table times() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(""));
        columns.add(Column.number("mean", ""));
        report.listed().forEach(percentile -> columns.add(Column.number(percentile.label(), "")));
        columns.add(Column.number("max", ""));
        columns.add(Column.number("n", ""));
        LoadResult result = report.result();
        return Table.of("Times in ms", columns.toArray(Column[]::new))
                .row(row("latency, of all", result.latency()))
                .row(row("latency, answered", result.answeredLatency()))
                .row(row("service time", result.service()))
                .row(row("sent late by", result.lateness()));
    }

    private Cell[] row(String name, Distribution distribution) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(name));
        cells.add(
                distribution.count() == 0
                        ? Cell.absent("there are none")
                        : Cell.of(Millis.text(distribution.meanMillis())));
        for (Percentile percentile : report.listed()) {
            cells.add(millis(distribution, percentile));
        }
        cells.add(
                distribution.count() == 0
                        ? Cell.absent("there are none")
                        : Cell.of(Millis.text(distribution.maxMillis())));
        cells.add(Cell.of(count(distribution.count())));
        return cells.toArray(Cell[]::new);
    }

    /// What became of the requests.
    Table outcomes() {
        LoadResult result = report.result();
        Table table =
                Table.of("Requests", Column.text(""), Column.number("n", ""), Column.text(""))
                        .row("sent", count(result.sent()), "")
                        .row("answered", count(result.count(Status.ANSWERED)), "")
                        .row("refused", count(result.count(Status.REFUSED)), "503 or 429")
                        .row("wrong", count(result.count(Status.WRONG)), "an answer that can't be")
                        .row("timed out", count(result.count(Status.TIMED_OUT)), "")
                        .row("failed", count(result.count(Status.FAILED)), "otherwise")
                        .row("dropped", count(result.dropped()), "never sent: nothing was free");
        if (result.unsent() > 0) {
            table = table.row("not sent", count(result.unsent()), "interrupted while they waited");
        }
        return table.row(
                "sent late",
                count(result.late()),
                "by more than 1 ms; "
                        + count(result.lateAlone())
                        + " of them by the generator itself");
    }

    /// Where the time of answers went.
    Table phases() {
        Table table =
                Table.of(
                        "Where the time went, in ms, by " + report.phases().source(),
                        Column.text("phase"),
                        Column.number("mean", ""),
                        Column.number("p50", ""),
                        Column.number("p99", ""));
        table =
                table.row(
                        Cell.of("link and client"),
                        Cell.of(Millis.text(report.phases().outside())),
                        Cell.of(""),
                        Cell.of(""));
        for (Phases.Named phase : report.phases().named()) {
            Cell name = Cell.of(phase.name());
            table =
                    table.row(
                            phase.overlaps() ? name.because("overlaps the link; not added") : name,
                            Cell.of(Millis.text(phase.meanMillis())),
                            percentile(phase, Percentile.P50),
                            percentile(phase, Percentile.P99));
        }
        return table.row(
                Cell.of("unaccounted"),
                Cell.of(Millis.text(report.phases().unaccounted())),
                Cell.of(""),
                Cell.of(""));
    }

    private static Cell percentile(Phases.Named phase, Percentile percentile) {
        if (phase.distribution().isEmpty()) {
            return Cell.absent("the server counts sums alone");
        }
        return millis(phase.distribution().get(), percentile);
    }

    /// The rates that were tried.
    Table trials(CapacitySearch.Found found) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("rate", "/s"));
        columns.add(Column.number("sent", ""));
        columns.add(Column.number("answered", ""));
        report.told().forEach(percentile -> columns.add(Column.number(percentile.label(), "ms")));
        columns.add(Column.text(""));
        Table table = Table.of("Rates that were tried", columns.toArray(Column[]::new));
        for (CapacitySearch.Trial trial : found.trials()) {
            LoadResult result = trial.result();
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(Plan.rate(trial.perSecond())));
            cells.add(Cell.of(count(result.sent())));
            cells.add(Cell.of(count(result.count(Status.ANSWERED))));
            report.told().forEach(percentile -> cells.add(millis(result.latency(), percentile)));
            cells.add(Cell.of(trial.holds() ? "holds" : trial.why()));
            table = table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    private static Cell millis(Distribution distribution, Percentile percentile) {
        OptionalDouble millis = distribution.percentileMillis(percentile);
        return millis.isPresent()
                ? Cell.of(Millis.text(millis.getAsDouble()))
                : Cell.absent(distribution.whyMissing(percentile));
    }

    /// The load second by second.
    Table seconds() {
        Table table =
                Table.of(
                        "Second by second",
                        Column.number("from", "s"),
                        Column.number("ended", "/s"),
                        Column.number("not answered", ""),
                        Column.number("p50", "ms"),
                        Column.number("p99", "ms"),
                        Column.number("max", "ms"));
        for (Slice slice : report.slices()) {
            table =
                    table.row(
                            Cell.of(slice.fromNanos() / 1e9, 1),
                            Cell.of(Plan.rate(Math.rint(slice.perSecond()))),
                            Cell.of(count(slice.refused() + slice.failed() + slice.dropped())),
                            millis(slice.p50Millis(), "nothing ended"),
                            millis(slice.p99Millis(), "p99 needs 662 requests"),
                            slice.ended() + slice.dropped() == 0
                                    ? Cell.absent("nothing ended")
                                    : Cell.of(Millis.text(slice.maxMillis())));
        }
        return table;
    }

    private static Cell millis(OptionalDouble value, String why) {
        return value.isPresent() ? Cell.of(Millis.text(value.getAsDouble())) : Cell.absent(why);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
