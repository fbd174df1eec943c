package dev.edgewise.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A [Diagram] as inline SVG, like an engineer's drawing: lanes as lines that go down, messages as
/// arrows that slope with time, clocks as dimension lines in the margin of their lane's side.
final class DiagramSvg {

    private static final double LANE = 176;
    private static final double HALF_BOX = 70;
    private static final double SLOT = 30;
    private static final double LINE = 16;
    private static final double SLOPE = 14;

    /// Wide enough for most sans-serif fonts at 13 px: how long a text is isn't known here.
    private static final double LETTER = 7.1;

    private final Diagram diagram;
    private final String id;
    private final double left;
    private final double width;
    private final double top;
    private final double bottom;
    private final double[] begins;
    private final double[] ends;
    private final Map<Diagram.Clock, Integer> slots = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    DiagramSvg(Diagram diagram, String id) {
        this.diagram = diagram;
        this.id = id;
        int n = diagram.lanes().size();
        boolean framed = diagram.lanes().stream().anyMatch(l -> !l.machine().isEmpty());
        top = (framed ? 30 : 6) + 52;
        begins = new double[diagram.steps().size()];
        ends = new double[diagram.steps().size()];
        double y = top + 16;
        for (int i = 0; i < begins.length; i++) {
            y = place(i, y);
        }
        bottom = y + 6;
        left = 12 + SLOT * slots(true) + HALF_BOX;
        width = left + LANE * (n - 1) + HALF_BOX + SLOT * slots(false) + 12;
    }

    /// The drawing in a box that scrolls sideways where it is too narrow.
    String html() {
        double height = bottom + 14;
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of ");
        out.append(id.replace('-', ' ')).append("\">\n");
        out.append(
                String.format(
                        Locale.ROOT,
                        "<svg class=\"diagram\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                                + " role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n",
                        width,
                        height,
                        width,
                        id,
                        id));
        out.append("<title id=\"").append(id).append("-title\">Set-up</title>\n<desc id=\"");
        out.append(id).append("-desc\">").append(Html.escape(diagram.alternative()));
        out.append("</desc>\n");
        frames(height);
        lanes();
        diagram.clocks().forEach(this::clock);
        for (int i = 0; i < begins.length; i++) {
            step(i);
        }
        return out.append("</svg></div>\n").toString();
    }

    /// Gives step `i` its place below `y`; returns where it ends.
    private double place(int i, double y) {
        double text = lines(diagram.steps().get(i)).size() * LINE;
        return switch (diagram.steps().get(i)) {
            case Diagram.Message _ -> place(i, y + text + 4, SLOPE, 4);
            case Diagram.Work _ -> place(i, y + 6, text + 10, 6);
            case Diagram.Part _ -> place(i, y + 8, 26, 4);
        };
    }

    private double place(int i, double begin, double height, double after) {
        begins[i] = begin;
        ends[i] = begin + height;
        return ends[i] + after;
    }

    private List<String> lines(Diagram.Step step) {
        double room =
                switch (step) {
                    case Diagram.Message m -> LANE * Math.max(1, Math.abs(m.from() - m.to())) - 24;
                    case Diagram.Work _ -> LANE - 40;
                    case Diagram.Part _ -> LANE * diagram.lanes().size();
                };
        return TerminalText.wrap(step.text(), (int) (room / LETTER));
    }

    private double x(int lane) {
        return left + LANE * lane;
    }

    private boolean isLeft(int lane) {
        return lane < diagram.lanes().size() / 2.0 - 0.5 || diagram.lanes().size() == 1;
    }

    /// Spreads the clocks of one side over columns, the shortest nearest to the lanes; returns how
    /// many columns that takes.
    private int slots(boolean onLeft) {
        List<List<Diagram.Clock>> columns = new ArrayList<>();
        diagram.clocks().stream()
                .filter(clock -> isLeft(clock.lane()) == onLeft)
                .sorted(Comparator.comparingDouble(c -> ends[c.to()] - begins[c.from()]))
                .forEach(
                        clock -> {
                            int slot = 0;
                            while (slot < columns.size()
                                    && columns.get(slot).stream().anyMatch(c -> meet(c, clock))) {
                                slot++;
                            }
                            if (slot == columns.size()) {
                                columns.add(new ArrayList<>());
                            }
                            columns.get(slot).add(clock);
                            slots.put(clock, slot);
                        });
        return columns.size();
    }

    private boolean meet(Diagram.Clock a, Diagram.Clock b) {
        double between = Math.abs(middle(a) - middle(b));
        return between < (extent(a) + extent(b)) / 2 + 4;
    }

    private double middle(Diagram.Clock clock) {
        return (begins[clock.from()] + ends[clock.to()]) / 2;
    }

    private double extent(Diagram.Clock clock) {
        return Math.max(
                ends[clock.to()] - begins[clock.from()], TerminalText.width(clock.name()) * LETTER);
    }

    private void frames(double height) {
        List<Diagram.Lane> lanes = diagram.lanes();
        int from = 0;
        while (from < lanes.size()) {
            String machine = lanes.get(from).machine();
            int to = from;
            while (to + 1 < lanes.size() && lanes.get(to + 1).machine().equals(machine)) {
                to++;
            }
            if (!machine.isEmpty()) {
                double x = x(from) - HALF_BOX - 8;
                double w = LANE * (to - from) + 2 * HALF_BOX + 16;
                rect("frame", x, 4, w, height - 8);
                text("machine", x + w / 2, 22, "middle", machine);
            }
            from = to + 1;
        }
    }

    private void lanes() {
        for (int i = 0; i < diagram.lanes().size(); i++) {
            Diagram.Lane lane = diagram.lanes().get(i);
            double y = top - 44;
            line("life", x(i), top, x(i), bottom);
            rect("lane", x(i) - HALF_BOX, y, 2 * HALF_BOX, 44);
            boolean detailed = !lane.detail().isEmpty();
            text("name", x(i), y + (detailed ? 19 : 27), "middle", lane.name());
            if (detailed) {
                text("detail", x(i), y + 35, "middle", lane.detail());
            }
        }
    }

    private void clock(Diagram.Clock clock) {
        boolean onLeft = isLeft(clock.lane());
        double edge = onLeft ? left - HALF_BOX - 14 : x(diagram.lanes().size() - 1) + HALF_BOX + 14;
        double at = edge + (onLeft ? -1 : 1) * SLOT * slots.getOrDefault(clock, 0);
        double from = begins[clock.from()];
        double to = ends[clock.to()];
        for (double y : new double[] {from, to}) {
            line("extension", x(clock.lane()), y, at, y);
            circle(x(clock.lane()), y);
            line("tick", at - 5, y, at + 5, y);
        }
        line("clock", at, from, at, to);
        double beside = at + (onLeft ? -6 : 16);
        out.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"clock-name\" text-anchor=\"middle\""
                                + " transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>\n",
                        beside,
                        (from + to) / 2,
                        Html.escape(clock.name())));
    }

    private void step(int i) {
        Diagram.Step step = diagram.steps().get(i);
        List<String> lines = lines(step);
        switch (step) {
            case Diagram.Message message -> {
                double from = x(message.from());
                double to = x(message.to());
                line("message", from, begins[i], to, ends[i]);
                head(from, begins[i], to, ends[i]);
                double first = begins[i] - 4 - (lines.size() - 1) * LINE;
                texts("said", (from + to) / 2, first, lines);
            }
            case Diagram.Work work -> {
                double longest = lines.stream().mapToInt(TerminalText::width).max().orElse(0);
                double w = Math.min(LANE - 16, longest * LETTER + 20);
                double x = x(work.lane());
                rect("work", x - w / 2, begins[i], w, ends[i] - begins[i]);
                texts("said", x, begins[i] + LINE, lines);
            }
            case Diagram.Part part -> {
                double end = x(diagram.lanes().size() - 1) + HALF_BOX;
                line("part", left - HALF_BOX, begins[i] + 22, end, begins[i] + 22);
                text("part-name", left - HALF_BOX, begins[i] + 16, "start", part.text());
            }
        }
    }

    private void head(double fromX, double fromY, double toX, double toY) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        if (length == 0) {
            return;
        }
        double ux = (toX - fromX) / length;
        double uy = (toY - fromY) / length;
        out.append(
                String.format(
                        Locale.ROOT,
                        "<path class=\"head\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>\n",
                        toX,
                        toY,
                        toX - 10 * ux - 4 * uy,
                        toY - 10 * uy + 4 * ux,
                        toX - 10 * ux + 4 * uy,
                        toY - 10 * uy - 4 * ux));
    }

    private void texts(String kind, double x, double y, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            text(kind, x, y + i * LINE, "middle", lines.get(i));
        }
    }

    private void text(String kind, double x, double y, String anchor, String text) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                        kind,
                        x,
                        y,
                        anchor,
                        Html.escape(text)));
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n",
                        kind,
                        x1,
                        y1,
                        x2,
                        y2));
    }

    private void rect(String kind, double x, double y, double w, double h) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                + " height=\"%.1f\" rx=\"3\"/>\n",
                        kind,
                        x,
                        y,
                        w,
                        h));
    }

    private void circle(double x, double y) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<circle class=\"stop\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"/>\n",
                        x,
                        y));
    }
}
