package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table of counts whose fields are the darker the larger their share of their row is: what was
/// said down the side, what was understood along the top. Fields whose row and column have the
/// same name have a colour of their own; the others are drawn stronger, for they are rare.
///
/// @param side what the rows are
/// @param top what the columns are
/// @param rows their names, at least one
/// @param columns their names, at least one
/// @param counts a list a row of a number a column, 0 or more
public record HeatMap(
        String side, String top, List<String> rows, List<String> columns, List<List<Long>> counts)
        implements Figure {

    /// Beyond this, a field is dark and its letters are light.
    private static final double DARK = 0.5;

    /// Between these shades, in per cent, neither dark nor light letters have enough contrast in
    /// both themes: no field has one.
    private static final double LIGHTER = 46;

    private static final double DARKER = 75;

    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        counts = counts.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.isEmpty()
                || width == 0
                || counts.size() != rows.size()
                || counts.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException(
                    "a heat map needs rows and columns, and a count for each of both");
        }
        if (counts.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a heat map's counts are 0 or more");
        }
    }

    @Override
    public String alternative() {
        List<String> said = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                if (counts.get(r).get(c) > 0 && !rows.get(r).equals(columns.get(c))) {
                    said.add(rows.get(r) + " as " + columns.get(c) + ": " + counts.get(r).get(c));
                }
            }
        }
        return "Counts of " + side + " by " + top + ". " + String.join(", ", said) + ".";
    }

    @Override
    public Table data() {
        List<Column> headings = new ArrayList<>();
        headings.add(Column.text(side));
        columns.forEach(column -> headings.add(Column.number(column, "").in(top)));
        headings.add(Column.number("sum", ""));
        Table table = Table.of("", headings.toArray(Column[]::new));
        for (int r = 0; r < rows.size(); r++) {
            List<String> cells = new ArrayList<>();
            cells.add(rows.get(r));
            counts.get(r).forEach(count -> cells.add(String.valueOf(count)));
            cells.add(String.valueOf(sum(r)));
            table = table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /// The figure itself, in a box that scrolls sideways.
    String html() {
        StringBuilder out = new StringBuilder();
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"img\" aria-label=\"");
        out.append(Html.escape(alternative())).append("\">\n<table class=\"heat\">\n");
        out.append("<thead><tr><td></td><th colspan=\"").append(columns.size()).append("\">");
        out.append(Html.escape(top)).append("</th></tr>\n<tr><td>").append(Html.escape(side));
        out.append("</td>");
        columns.forEach(
                column ->
                        out.append("<th><span>")
                                .append(Html.escape(column))
                                .append("</span></th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < rows.size(); r++) {
            out.append("<tr><th>").append(Html.escape(rows.get(r))).append("</th>");
            for (int c = 0; c < columns.size(); c++) {
                field(out, r, c);
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table></div>\n").toString();
    }

    private void field(StringBuilder out, int r, int c) {
        long count = counts.get(r).get(c);
        if (count == 0) {
            out.append("<td></td>");
            return;
        }
        boolean same = rows.get(r).equals(columns.get(c));
        double share = (double) count / sum(r);
        double shade = same ? share : Math.sqrt(share);
        out.append("<td class=\"").append(same ? "same" : "other");
        out.append(shade > DARK ? " dark" : "").append("\" style=\"--shade:");
        double percent =
                shade > DARK
                        ? 100 - (100 - DARKER) * (1 - shade) / (1 - DARK)
                        : LIGHTER * shade / DARK;
        out.append(Math.round(percent)).append("%\">").append(count).append("</td>");
    }

    private long sum(int row) {
        return IntStream.range(0, columns.size())
                .mapToLong(column -> counts.get(row).get(column))
                .sum();
    }
}
