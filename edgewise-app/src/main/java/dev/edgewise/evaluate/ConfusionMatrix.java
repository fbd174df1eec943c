package dev.edgewise.evaluate;

import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;

/// Counts how often each label was recognised as which.
public final class ConfusionMatrix {

    private final List<String> labels;
    private final long[][] counts;

    /// An empty matrix.
    ///
    /// @param labels those that can be said and recognised, in the order of rows and columns
    public ConfusionMatrix(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.counts = new long[labels.size()][labels.size()];
    }

    public List<String> labels() {
        return labels;
    }

    /// Counts a clip in which `said` was said and `recognized` was recognised.
    ///
    /// @throws IllegalArgumentException if one of them is no label
    public void add(String said, String recognized) {
        counts[index(said)][index(recognized)]++;
    }

    /// How many clips there were in which `said` was recognised as `recognized`.
    public long count(String said, String recognized) {
        return counts[index(said)][index(recognized)];
    }

    /// How many clips there were in which `said` was said.
    public long said(String said) {
        long sum = 0;
        for (long count : counts[index(said)]) {
            sum += count;
        }
        return sum;
    }

    /// How many clips there were in which `recognized` was recognised.
    public long recognized(String recognized) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[index(recognized)];
        }
        return sum;
    }

    /// How many clips there were.
    public long total() {
        long sum = 0;
        for (String label : labels) {
            sum += said(label);
        }
        return sum;
    }

    /// How many clips were recognised as what they are.
    public long right() {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i][i];
        }
        return sum;
    }

    /// A row for each label that was said, a column for each that could be recognised.
    public Table table() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("spoken"));
        for (String label : labels) {
            columns.add(Column.number(label, "").in("recognised as"));
        }
        columns.add(Column.number("right", "%"));
        Table table = Table.of("", columns.toArray(Column[]::new));
        for (String spoken : labels) {
            long clips = said(spoken);
            if (clips == 0) {
                continue;
            }
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(spoken));
            for (String label : labels) {
                long count = count(spoken, label);
                cells.add(Cell.of(count == 0 ? "." : Long.toString(count)));
            }
            cells.add(Cell.of(100.0 * count(spoken, spoken) / clips, 1));
            table = table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    private int index(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(label + ": not one of " + labels);
        }
        return index;
    }
}
