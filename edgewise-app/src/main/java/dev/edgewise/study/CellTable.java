package dev.edgewise.study;

import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All cells of a run in one table: with which model and over which link offloading pays.
record CellTable(StudyRun run) {

    Table table() {
        Table table =
                Table.of(
                        "Mean totals in ms, and remote-path less edge-http",
                        Column.text(""),
                        Column.number("edge-http", ""),
                        Column.number("remote-path", ""),
                        Column.number("difference", ""),
                        Column.number("95 % interval", ""),
                        Column.text("verdict"));
        for (StudyResult cell : run.cells()) {
            table = table.row(row(cell).toArray(Cell[]::new));
        }
        return table;
    }

    private List<Cell> row(StudyResult cell) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(run.title(cell)));
        row.add(total(cell, Place.EDGE_HTTP));
        row.add(total(cell, Place.REMOTE_PATH));
        StudyResult.Pair pair = cell.main(Quantity.TOTAL);
        Optional<Comparison> found = pair.comparison();
        row.add(Cell.of(found.map(c -> Millis.text(c.difference().value())).orElse("-")));
        row.add(Cell.of(found.map(c -> Sentences.interval(c.difference().interval())).orElse("-")));
        row.add(Cell.of(Sentences.brief(pair)));
        return row;
    }

    private static Cell total(StudyResult cell, Place place) {
        return Cell.of(
                cell.figures()
                        .summary(place, Quantity.TOTAL)
                        .map(summary -> Millis.text(summary.mean().value()))
                        .orElse("-"));
    }
}
