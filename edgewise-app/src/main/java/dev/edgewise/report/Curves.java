package dev.edgewise.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Lines through points over two linear axes: an error rate over a threshold, say. Where both axes
/// have the same unit and ends, the drawing is a square.
///
/// @param curves at least one
public record Curves(Axis x, Axis y, List<Curve> curves) implements Figure {

    /// An axis.
    ///
    /// @param unit may be empty
    /// @param from where it begins; NaN where the points decide
    /// @param to where it ends; NaN where the points decide
    public record Axis(String name, String unit, double from, double to) {

        /// An axis as long as its points need.
        public static Axis fitted(String name, String unit) {
            return new Axis(name, unit, Double.NaN, Double.NaN);
        }

        private String title() {
            return unit.isEmpty() ? name : name + " (" + unit + ")";
        }

        private Map<String, Object> chart() {
            Map<String, Object> chart = new LinkedHashMap<>();
            chart.put("title", title());
            chart.put("name", name);
            chart.put("unit", unit);
            if (!Double.isNaN(from)) {
                chart.put("from", from);
            }
            if (!Double.isNaN(to)) {
                chart.put("to", to);
            }
            return chart;
        }
    }

    /// How a curve looks.
    public enum Look {
        /// A line; its points aren't seen.
        LINE,
        /// A line with a dot at each point.
        DOTTED,
        /// Points alone, to be seen: places on other curves.
        MARKS,
        /// A thin dashed line that others are held against.
        REFERENCE
    }

    /// Points, in the order in which the line joins them.
    ///
    /// @param points at least one
    public record Curve(String name, Look look, List<Point> points) {

        public Curve {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("curve " + name + ": no points");
            }
        }
    }

    /// A point.
    ///
    /// @param note what else is to be said of it; may be empty
    public record Point(double x, double y, String note) {

        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException(
                        "a point needs finite numbers, not " + x + ", " + y);
            }
        }

        /// A point without a note.
        public static Point of(double x, double y) {
            return new Point(x, y, "");
        }
    }

    public Curves {
        curves = List.copyOf(curves);
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("a chart of curves needs at least one");
        }
    }

    @Override
    public String alternative() {
        Numbers xs = numbers(true);
        Numbers ys = numbers(false);
        return "Curves of "
                + y.title()
                + " over "
                + x.title()
                + ". "
                + curves.stream()
                        .map(
                                curve ->
                                        curve.name()
                                                + ": "
                                                + curve.points().size()
                                                + " points from "
                                                + place(curve.points().getFirst(), xs, ys)
                                                + " to "
                                                + place(curve.points().getLast(), xs, ys)
                                                + ".")
                        .collect(Collectors.joining(" "));
    }

    private static String place(Point point, Numbers xs, Numbers ys) {
        return xs.text(point.x()) + ", " + ys.text(point.y());
    }

    @Override
    public Table data() {
        Numbers xs = numbers(true);
        Numbers ys = numbers(false);
        Table table =
                Table.of(
                        "",
                        Column.text("curve"),
                        Column.number(x.name(), x.unit()),
                        Column.number(y.name(), y.unit()),
                        Column.text(""));
        for (Curve curve : curves) {
            for (Point point : curve.points()) {
                table =
                        table.row(
                                curve.name(), xs.text(point.x()), ys.text(point.y()), point.note());
            }
        }
        return table;
    }

    /// What `curves.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "curves");
        chart.put("x", x.chart());
        chart.put("y", y.chart());
        chart.put("square", x.unit().equals(y.unit()) && x.from() == y.from() && x.to() == y.to());
        chart.put(
                "curves",
                curves.stream()
                        .map(
                                curve ->
                                        Map.of(
                                                "name", curve.name(),
                                                "look", curve.look().name(),
                                                "points",
                                                        curve.points().stream()
                                                                .map(
                                                                        p ->
                                                                                List.of(
                                                                                        Numbers
                                                                                                .drawn(
                                                                                                        p
                                                                                                                .x()),
                                                                                        Numbers
                                                                                                .drawn(
                                                                                                        p
                                                                                                                .y())))
                                                                .toList(),
                                                "notes",
                                                        curve.points().stream()
                                                                .map(Point::note)
                                                                .toList()))
                        .toList());
        return chart;
    }

    private Numbers numbers(boolean horizontal) {
        double largest =
                curves.stream()
                        .flatMap(curve -> curve.points().stream())
                        .mapToDouble(point -> Math.abs(horizontal ? point.x() : point.y()))
                        .max()
                        .orElseThrow();
        return Numbers.fit(new double[] {largest / 10});
    }
}
