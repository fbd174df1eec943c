package dev.edgewise.report;

import java.util.List;
import java.util.StringJoiner;

/// A [Table] in Markdown as GitHub reads it
/// (<https://github.github.com/gfm/#tables-extension->): one line of headings, with their groups
/// in them; footnotes below.
final class TableMarkdown {

    private final Table table;
    private final List<String> reasons;

    TableMarkdown(Table table) {
        this.table = table;
        this.reasons = table.reasons();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!table.title().isEmpty()) {
            out.append(Markdown.heading(table.title()));
        }
        StringJoiner headings = line();
        StringJoiner sides = line();
        for (Column column : table.columns()) {
            String group = column.group().isEmpty() ? "" : column.group() + ": ";
            headings.add(Markdown.escaped(group + column.headingWithUnit()));
            sides.add(
                    switch (column.side()) {
                        case LEFT -> "---";
                        case RIGHT -> "---:";
                    });
        }
        out.append(headings).append('\n').append(sides).append('\n');
        for (Table.Row row : table.rows()) {
            StringJoiner cells = line();
            row.cells().forEach(cell -> cells.add(cell(cell, row.total())));
            out.append(cells).append('\n');
        }
        for (int i = 0; i < reasons.size(); i++) {
            out.append("\n<sup>").append(i + 1).append("</sup> ");
            out.append(Markdown.escaped(reasons.get(i))).append('\n');
        }
        table.notes().forEach(note -> out.append('\n').append(Markdown.escaped(note)).append('\n'));
        return out.toString();
    }

    private static StringJoiner line() {
        return new StringJoiner(" | ", "| ", " |");
    }

    private String cell(Cell cell, boolean total) {
        String text = Markdown.escaped(cell.text());
        String body = total && !text.isEmpty() ? "**" + text + "**" : text;
        return cell.reason().isEmpty()
                ? body
                : body + "<sup>" + (reasons.indexOf(cell.reason()) + 1) + "</sup>";
    }
}
