package dev.edgewise.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/// A table, for a page and for a terminal: columns, rows of as many cells, notes below.
///
/// @param title what the table shows; may be empty
/// @param columns at least one
/// @param rows each with as many cells as there are columns
/// @param notes lines below the table, after the reasons that its cells give
public record Table(String title, List<Column> columns, List<Row> rows, List<String> notes) {

    /// A row. A total is set off from the rows above it.
    public record Row(List<Cell> cells, boolean total) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table needs at least one column");
        }
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of "
                                + row.cells().size()
                                + " cells in a table of "
                                + columns.size()
                                + " columns");
            }
        }
    }

    /// A table without rows yet.
    public static Table of(String title, Column... columns) {
        return new Table(title, List.of(columns), List.of(), List.of());
    }

    /// This table and one more row.
    public Table row(Cell... cells) {
        return with(new Row(List.of(cells), false));
    }

    /// This table and one more row.
    public Table row(String... cells) {
        return row(Arrays.stream(cells).map(Cell::of).toArray(Cell[]::new));
    }

    /// This table and a row that sums up those above.
    public Table total(Cell... cells) {
        return with(new Row(List.of(cells), true));
    }

    /// This table and one more note below it.
    public Table note(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Table(title, columns, rows, more);
    }

    /// The table as lines of at most `width` columns, without a line end after the last: numbers
    /// lined up, long texts wrapped, and columns that don't fit continued below.
    public String text(int width) {
        return new TableText(this, width).toString();
    }

    /// The table in Markdown, with a line end after each line.
    public String markdown() {
        return new TableMarkdown(this).toString();
    }

    boolean hasGroups() {
        return columns.stream().anyMatch(column -> !column.group().isEmpty());
    }

    /// The reasons that cells give, each once, in the order of the rows.
    List<String> reasons() {
        LinkedHashSet<String> reasons = new LinkedHashSet<>();
        for (Row row : rows) {
            for (Cell cell : row.cells()) {
                if (!cell.reason().isEmpty()) {
                    reasons.add(cell.reason());
                }
            }
        }
        return List.copyOf(reasons);
    }

    private Table with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new Table(title, columns, more, notes);
    }
}
