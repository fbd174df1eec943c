package dev.edgewise.report;

import java.util.List;
import java.util.stream.Collectors;

/// A table's rows as a line each, for tests.
final class Rows {

    private Rows() {}

    static List<String> of(Table table) {
        return table.rows().stream()
                .map(row -> row.cells().stream().map(Cell::text).collect(Collectors.joining(" | ")))
                .toList();
    }
}
