package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A [Table] as text. Marks of footnotes hang to the right of their column, so that numbers stay
/// lined up. Where the table is wider than asked for, its widest texts are wrapped; where that
/// isn't enough, the columns that don't fit follow below, beside the first column again.
final class TableText {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final Table table;
    private final int width;
    private final List<String> reasons;
    private final int[] bodies;
    private final int[] marks;
    private final List<String> lines = new ArrayList<>();

    TableText(Table table, int width) {
        this.table = table;
        this.width = width;
        this.reasons = table.reasons();
        this.bodies = new int[table.columns().size()];
        this.marks = new int[table.columns().size()];
        measure();
        if (!table.title().isEmpty()) {
            lines.addAll(TerminalText.wrap(TerminalText.printable(table.title()), width));
        }
        for (List<Integer> panel : panels()) {
            panel(panel);
        }
        notes();
    }

    @Override
    public String toString() {
        return String.join("\n", lines.stream().map(String::stripTrailing).toList());
    }

    private void measure() {
        for (int c = 0; c < bodies.length; c++) {
            bodies[c] = longestWord(table.columns().get(c).headingWithUnit());
            for (Table.Row row : table.rows()) {
                bodies[c] = Math.max(bodies[c], TerminalText.width(body(row.cells().get(c))));
                marks[c] = Math.max(marks[c], TerminalText.width(mark(row.cells().get(c))));
            }
        }
        int first = TerminalText.width(table.columns().getFirst().headingWithUnit());
        bodies[0] = Math.max(bodies[0], first);
        int widest;
        while (total(IntStream.range(0, bodies.length).boxed().toList()) > width
                && (widest = widestText()) >= 0) {
            bodies[widest]--;
        }
    }

    private int widestText() {
        int widest = -1;
        for (int c = 0; c < bodies.length; c++) {
            boolean text = table.columns().get(c).side() == Column.Side.LEFT;
            if (text && bodies[c] > NARROWEST && (widest < 0 || bodies[c] > bodies[widest])) {
                widest = c;
            }
        }
        return widest;
    }

    private int total(List<Integer> columns) {
        return columns.stream().mapToInt(c -> bodies[c] + marks[c]).sum()
                + GAP.length() * (columns.size() - 1);
    }

    /// The columns, in portions that fit.
    private List<List<Integer>> panels() {
        List<List<Integer>> panels = new ArrayList<>();
        List<Integer> panel = new ArrayList<>(List.of(0));
        for (int c = 1; c < bodies.length; c++) {
            panel.add(c);
            if (total(panel) > width && panel.size() > 2) {
                panel.removeLast();
                panels.add(panel);
                panel = new ArrayList<>(List.of(0, c));
            }
        }
        panels.add(panel);
        return panels;
    }

    private void panel(List<Integer> columns) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        if (columns.stream().anyMatch(c -> !table.columns().get(c).group().isEmpty())) {
            lines.add(groups(columns));
        }
        List<List<String>> headings = new ArrayList<>();
        for (int c : columns) {
            headings.add(TerminalText.wrap(table.columns().get(c).headingWithUnit(), bodies[c]));
        }
        int height = headings.stream().mapToInt(List::size).max().orElse(1);
        headings.replaceAll(
                heading -> {
                    List<String> low = new ArrayList<>(heading);
                    while (low.size() < height) {
                        low.addFirst("");
                    }
                    return low;
                });
        block(columns, headings, null);
        String rule = "─".repeat(total(columns));
        lines.add(rule);
        for (Table.Row row : table.rows()) {
            if (row.total()) {
                lines.add(rule);
            }
            List<List<String>> cells = new ArrayList<>();
            for (int c : columns) {
                cells.add(TerminalText.wrap(body(row.cells().get(c)), bodies[c]));
            }
            block(columns, cells, row);
        }
    }

    /// The line above the headings: each group's name over the columns it spans, underlined by its
    /// place alone.
    private String groups(List<Integer> columns) {
        StringBuilder line = new StringBuilder();
        int i = 0;
        while (i < columns.size()) {
            String group = table.columns().get(columns.get(i)).group();
            int end = i + 1;
            while (end < columns.size()
                    && table.columns().get(columns.get(end)).group().equals(group)) {
                end++;
            }
            int span = total(columns.subList(i, end)) - marks[columns.get(end - 1)];
            String name = TerminalText.cut(TerminalText.printable(group), span);
            if (!name.isEmpty()) {
                int dashes = Math.max(0, span - TerminalText.width(name) - 2);
                name =
                        dashes < 2
                                ? TerminalText.padLeft(name, span)
                                : "─".repeat(dashes / 2)
                                        + " "
                                        + name
                                        + " "
                                        + "─".repeat(dashes - dashes / 2);
            }
            line.append(TerminalText.padRight(name, span + marks[columns.get(end - 1)]));
            line.append(GAP);
            i = end;
        }
        return line.toString();
    }

    private void block(
            List<Integer> columns,
            List<List<String>> cells,
            Table.@org.jspecify.annotations.Nullable Row row) {
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                int c = columns.get(i);
                List<String> cell = cells.get(i);
                String text = y < cell.size() ? cell.get(y) : "";
                boolean last = y == cell.size() - 1;
                String mark = row != null && last ? mark(row.cells().get(c)) : "";
                boolean right = table.columns().get(c).side() == Column.Side.RIGHT;
                line.append(i == 0 ? "" : GAP);
                line.append(
                        right
                                ? TerminalText.padLeft(text, bodies[c])
                                        + TerminalText.padRight(mark, marks[c])
                                : TerminalText.padRight(text + mark, bodies[c] + marks[c]));
            }
            lines.add(line.toString());
        }
    }

    private void notes() {
        for (int i = 0; i < reasons.size(); i++) {
            note(TerminalText.superscript(i + 1) + " ", reasons.get(i));
        }
        table.notes().forEach(note -> note("", note));
    }

    private void note(String mark, String text) {
        int indent = TerminalText.width(mark);
        List<String> wrapped = TerminalText.wrap(TerminalText.printable(text), width - indent);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? mark : " ".repeat(indent)) + wrapped.get(i));
        }
    }

    private static String body(Cell cell) {
        return TerminalText.printable(cell.text());
    }

    private String mark(Cell cell) {
        return cell.reason().isEmpty()
                ? ""
                : TerminalText.superscript(reasons.indexOf(cell.reason()) + 1);
    }

    private static int longestWord(String text) {
        int longest = 0;
        for (String word : text.split(" +", -1)) {
            longest = Math.max(longest, TerminalText.width(word));
        }
        return longest;
    }
}
