package dev.edgewise.report;

import java.util.List;

/// A [Table] as HTML.
final class TableHtml {

    private final Table table;
    private final List<String> reasons;

    TableHtml(Table table) {
        this.table = table;
        this.reasons = table.reasons();
    }

    /// The table in a box that scrolls sideways, with its footnotes below; `caption` (plain text)
    /// above, unless it is empty, and `name` for those who can't see where the table stands.
    String html(String caption, String name) {
        StringBuilder out = new StringBuilder("<div class=\"table\">");
        if (!caption.isEmpty()) {
            out.append("<p class=\"caption\" aria-hidden=\"true\">");
            out.append(Html.text(caption)).append("</p>\n");
        }
        String label = " aria-label=\"" + Html.escape(name) + "\"";
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\"").append(label);
        out.append(">\n<table").append(label).append(">\n");
        out.append("<thead>\n");
        if (table.hasGroups()) {
            groups(out);
        }
        out.append("<tr>");
        for (Column column : table.columns()) {
            out.append(column.headingWithUnit().isEmpty() ? "<td" : "<th scope=\"col\"");
            out.append(side(column)).append('>').append(Html.escape(column.heading()));
            if (!column.unit().isEmpty()) {
                out.append(column.heading().isEmpty() ? "" : " ");
                out.append("<span class=\"unit\">").append(Html.escape(column.unit()));
                out.append("</span>");
            }
            out.append(column.headingWithUnit().isEmpty() ? "</td>" : "</th>");
        }
        out.append("</tr>\n</thead>\n<tbody>\n");
        table.rows().forEach(row -> row(out, row));
        out.append("</tbody>\n</table></div>\n");
        notes(out);
        return out.append("</div>\n").toString();
    }

    private void groups(StringBuilder out) {
        List<Column> columns = table.columns();
        out.append("<tr class=\"groups\">");
        int from = 0;
        while (from < columns.size()) {
            String group = columns.get(from).group();
            int to = from + 1;
            while (to < columns.size() && columns.get(to).group().equals(group)) {
                to++;
            }
            String span = " colspan=\"" + (to - from) + "\">";
            out.append(
                    group.isEmpty()
                            ? "<td" + span + "</td>"
                            : "<th scope=\"colgroup\"" + span + Html.escape(group) + "</th>");
            from = to;
        }
        out.append("</tr>\n");
    }

    private void row(StringBuilder out, Table.Row row) {
        out.append(row.total() ? "<tr class=\"total\">" : "<tr>");
        for (int c = 0; c < row.cells().size(); c++) {
            Cell cell = row.cells().get(c);
            // The name of a row that goes on from the one above is left out.
            boolean names = c == 0 && !cell.text().isEmpty();
            out.append(names ? "<th scope=\"row\"" : "<td");
            out.append(side(table.columns().get(c))).append('>');
            out.append(Html.text(cell.text()));
            if (!cell.reason().isEmpty()) {
                out.append("<sup>").append(reasons.indexOf(cell.reason()) + 1).append("</sup>");
            }
            out.append(names ? "</th>" : "</td>");
        }
        out.append("</tr>\n");
    }

    private void notes(StringBuilder out) {
        if (reasons.isEmpty() && table.notes().isEmpty()) {
            return;
        }
        out.append("<div class=\"notes\">\n");
        for (int i = 0; i < reasons.size(); i++) {
            out.append("<p><sup>").append(i + 1).append("</sup> ");
            out.append(Html.text(reasons.get(i))).append("</p>\n");
        }
        table.notes().forEach(note -> out.append("<p>").append(Html.text(note)).append("</p>\n"));
        out.append("</div>\n");
    }

    private static String side(Column column) {
        return column.side() == Column.Side.RIGHT ? " class=\"number\"" : "";
    }
}
