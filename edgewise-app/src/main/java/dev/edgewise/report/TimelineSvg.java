package dev.edgewise.report;

import java.time.Duration;
import java.util.Locale;

/// A [Timeline] as inline SVG. Places are per cent of the width, so that it fits a phone without
/// letters getting smaller.
final class TimelineSvg {

    private final Timeline timeline;
    private final double line;
    private final StringBuilder out = new StringBuilder();

    TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.line = seconds(timeline.line());
    }

    String html() {
        out.append("<ul class=\"legend\" aria-hidden=\"true\">");
        for (Timeline.Kind kind : timeline.kinds()) {
            out.append("<li class=\"event ").append(look(kind)).append("\"><i></i>");
            out.append(Html.text(kind.name())).append("</li>");
        }
        out.append("</ul>\n");
        double length = seconds(timeline.length());
        out.append("<div class=\"timeline\" role=\"img\" aria-label=\"");
        out.append(Html.escape(timeline.alternative())).append("\">\n");
        for (int i = 0; i * line < length; i++) {
            double end = Math.min(line, length - i * line);
            out.append("<div><span>").append(Timeline.whole(Math.round(i * line)));
            out.append("</span><svg height=\"34\"><line x1=\"0\" y1=\"20\" y2=\"20\" x2=\"");
            out.append(place(end)).append("\"/>");
            for (Timeline.Event event : timeline.events()) {
                event(event, i * line, i * line + end);
            }
            out.append("</svg></div>\n");
        }
        return out.append("</div>\n").toString();
    }

    /// Draws the part of an event that lies on the line from `start` to `end`.
    private void event(Timeline.Event event, double start, double end) {
        Timeline.Kind kind = timeline.kinds().get(event.kind());
        double from = seconds(event.from());
        double to = seconds(event.to());
        String look = look(kind);
        String title =
                Html.escape(
                        "%s, %s to %s: %s"
                                .formatted(
                                        event.text(),
                                        Timeline.clock(event.from()),
                                        Timeline.clock(event.to()),
                                        kind.name()));
        if (kind.look().moment()) {
            double middle = Math.min((from + to) / 2, seconds(timeline.length()) - 1e-9);
            if (middle >= start && middle < end) {
                String x = place(middle - start);
                mark(look, title, "line y1=\"22\" y2=\"31\" x1=\"" + x + "\" x2=\"" + x + "\"");
            }
        } else if (from < end && to >= start) {
            double left = Math.max(from, start) - start;
            double width = Math.max(Math.min(to, end) - start - left, line / 400);
            String place = "x=\"" + place(left) + "\" width=\"" + place(width) + "\"";
            mark(look, title, "rect y=\"7\" height=\"11\" " + place);
        }
    }

    private void mark(String look, String title, String shape) {
        out.append("<g class=\"").append(look).append("\"><title>").append(title);
        out.append("</title><").append(shape).append("/></g>");
    }

    private String place(double seconds) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * seconds / line);
    }

    private static String look(Timeline.Kind kind) {
        return kind.look().name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
