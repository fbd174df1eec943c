package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Box plots of groups of values, side by side over one axis: a box from the lower to the upper
/// quartile with a line at the median and a mark at the mean, whiskers to the furthest values
/// within 1.5 box heights, and every value beyond them as a point (Tukey, Exploratory Data
/// Analysis, 1977).
///
/// @param unit of all the values, "ms" say
/// @param boxes at least one
/// @param together whether the boxes are there to be compared: then they share an axis even where
/// that presses some of them flat
public record BoxPlot(String unit, List<Box> boxes, boolean together) implements Figure {

    /// A box that takes less of its axis than this is seen as a line.
    private static final double FLAT = 0.02;

    /// Points nearer to each other than this share of the axis are drawn as one.
    private static final double ONE_POINT = 0.001;

    /// How the boxes share the drawing.
    enum Axis {
        /// One linear axis for all.
        LINEAR,
        /// One logarithmic axis for all, as the values differ too much in size for a linear one.
        LOGARITHMIC,
        /// A linear axis for each, as every shared one would press a box flat.
        OWN
    }

    /// One group of values, described. Numbers are in the plot's unit and finite.
    ///
    /// @param low where the lower whisker ends
    /// @param high where the upper whisker ends
    /// @param outliers the values beyond the whiskers, ascending
    public record Box(
            String name,
            int n,
            double low,
            double q1,
            double median,
            double q3,
            double high,
            double mean,
            List<Double> outliers) {

        public Box {
            outliers = List.copyOf(outliers);
            if (!(low <= q1 && q1 <= median && median <= q3 && q3 <= high)
                    || !Double.isFinite(high - low)
                    || !Double.isFinite(mean)) {
                throw new IllegalArgumentException(
                        "box "
                                + name
                                + ": five ascending numbers and a mean are needed, not "
                                + List.of(low, q1, median, q3, high, mean));
            }
        }

        private double smallest() {
            return outliers.isEmpty() ? low : Math.min(low, outliers.getFirst());
        }

        private double largest() {
            return outliers.isEmpty() ? high : Math.max(high, outliers.getLast());
        }
    }

    public BoxPlot {
        boxes = List.copyOf(boxes);
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("a box plot needs at least one box");
        }
    }

    /// Boxes that each want to be seen: where no axis shows all of them, each has its own.
    public BoxPlot(String unit, List<Box> boxes) {
        this(unit, boxes, false);
    }

    /// The first kind of axis on which every box can be seen as one.
    Axis axis() {
        double least = boxes.stream().mapToDouble(Box::smallest).min().orElseThrow();
        double most = boxes.stream().mapToDouble(Box::largest).max().orElseThrow();
        double from = least > most / 2 ? least : Math.min(0, least);
        if (boxes.size() == 1
                || boxes.stream().allMatch(b -> b.q3() - b.q1() >= FLAT * (most - from))) {
            return Axis.LINEAR;
        }
        if (least <= 0) {
            return together ? Axis.LINEAR : Axis.OWN;
        }
        double decades = Math.log(most / least);
        boolean seen = boxes.stream().allMatch(b -> Math.log(b.q3() / b.q1()) >= FLAT * decades);
        return seen || together ? Axis.LOGARITHMIC : Axis.OWN;
    }

    @Override
    public String alternative() {
        Numbers numbers = numbers();
        return "Box plots in "
                + unit
                + switch (axis()) {
                    case LINEAR -> ". ";
                    case LOGARITHMIC -> " on a logarithmic axis. ";
                    case OWN -> ", each on an axis of its own. ";
                }
                + boxes.stream()
                        .map(
                                box ->
                                        box.name()
                                                + ": median "
                                                + numbers.text(box.median())
                                                + ", half of the values from "
                                                + numbers.text(box.q1())
                                                + " to "
                                                + numbers.text(box.q3())
                                                + ", mean "
                                                + numbers.text(box.mean())
                                                + ", whiskers from "
                                                + numbers.text(box.low())
                                                + " to "
                                                + numbers.text(box.high())
                                                + ", beyond them "
                                                + box.outliers().size()
                                                + " of "
                                                + box.n()
                                                + " values.")
                        .collect(Collectors.joining(" "));
    }

    @Override
    public Table data() {
        Numbers numbers = numbers();
        Table table =
                Table.of(
                        "",
                        Column.text(""),
                        Column.number("n", ""),
                        Column.number("lower whisker", unit),
                        Column.number("lower quartile", unit),
                        Column.number("median", unit),
                        Column.number("mean", unit),
                        Column.number("upper quartile", unit),
                        Column.number("upper whisker", unit),
                        Column.number("largest", unit),
                        Column.number("values beyond the whiskers", ""));
        for (Box box : boxes) {
            table =
                    table.row(
                            box.name(),
                            String.valueOf(box.n()),
                            numbers.text(box.low()),
                            numbers.text(box.q1()),
                            numbers.text(box.median()),
                            numbers.text(box.mean()),
                            numbers.text(box.q3()),
                            numbers.text(box.high()),
                            numbers.text(box.largest()),
                            String.valueOf(box.outliers().size()));
        }
        return table;
    }

    /// What `boxes.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "boxes");
        chart.put("unit", unit);
        chart.put("axis", axis().name());
        chart.put(
                "boxes",
                boxes.stream()
                        .map(
                                box ->
                                        Map.of(
                                                "name",
                                                box.name(),
                                                "n",
                                                box.n(),
                                                "five",
                                                List.of(
                                                        Numbers.drawn(box.low()),
                                                        Numbers.drawn(box.q1()),
                                                        Numbers.drawn(box.median()),
                                                        Numbers.drawn(box.q3()),
                                                        Numbers.drawn(box.high())),
                                                "mean",
                                                Numbers.drawn(box.mean()),
                                                "outliers",
                                                points(box).stream().map(Numbers::drawn).toList()))
                        .toList());
        return chart;
    }

    /// The outliers of a box, without those that would be drawn over others.
    List<Double> points(Box box) {
        double apart =
                ONE_POINT
                        * boxes.stream()
                                .mapToDouble(b -> b.largest() - b.smallest())
                                .min()
                                .orElseThrow();
        List<Double> points = new ArrayList<>();
        for (double value : box.outliers()) {
            if (points.isEmpty() || value - points.getLast() > apart || value == box.largest()) {
                points.add(value);
            }
        }
        return points;
    }

    private Numbers numbers() {
        return Numbers.fit(boxes.stream().mapToDouble(Box::median).toArray());
    }
}
