package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Letter-value plots, one below the other, each over an axis of its own: boxes around the median
/// that hold half of the values, three quarters, seven eighths and so on, each drawn thinner than
/// the one inside it, as far out as the values can tell; what lies beyond is drawn as points. Where
/// a box plot has nothing but points, this shows the tails (Hofmann, Wickham and Kafadar,
/// Letter-Value Plots: Boxplots for Large Data, Journal of Computational and Graphical Statistics
/// 26, 2017).
///
/// @param unit of all the values, "ms" say
/// @param groups at least one
public record LetterValuePlot(String unit, List<Group> groups) implements Figure {

    /// Points nearer to each other than this share of the axis are drawn as one.
    private static final double ONE_POINT = 0.002;

    /// A box from one letter value to its counterpart.
    ///
    /// @param tail the share of the values that lie below `low`, and above `high`
    public record Pair(double tail, double low, double high) {}

    /// One group of values, described. Numbers are in the plot's unit and finite.
    ///
    /// @param pairs at least one, from the box in the middle outwards
    /// @param beyond the values outside the last box, ascending
    public record Group(String name, long n, double median, List<Pair> pairs, List<Double> beyond) {

        public Group {
            pairs = List.copyOf(pairs);
            beyond = List.copyOf(beyond);
            double low = median;
            double high = median;
            for (Pair pair : pairs) {
                if (!(pair.low() <= low && pair.high() >= high)
                        || !Double.isFinite(pair.high() - pair.low())) {
                    throw new IllegalArgumentException(
                            "letter values of %s: each box must hold the one before, not %s"
                                    .formatted(name, pairs));
                }
                low = pair.low();
                high = pair.high();
            }
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("letter values of " + name + ": no box");
            }
        }

        private double smallest() {
            double low = pairs.getLast().low();
            return beyond.isEmpty() ? low : Math.min(low, beyond.getFirst());
        }

        private double largest() {
            double high = pairs.getLast().high();
            return beyond.isEmpty() ? high : Math.max(high, beyond.getLast());
        }

        Scale scale() {
            return Scale.of(smallest(), largest());
        }

        /// The values beyond, without those that would be drawn over others.
        List<Double> points() {
            List<Double> points = new ArrayList<>();
            double last = Double.NEGATIVE_INFINITY;
            for (double value : beyond) {
                double place = scale().place(value, smallest(), largest());
                if (place - last > ONE_POINT || value == largest()) {
                    points.add(value);
                    last = place;
                }
            }
            return points;
        }
    }

    public LetterValuePlot {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a letter-value plot needs at least one group");
        }
    }

    @Override
    public String alternative() {
        Numbers numbers = numbers();
        return "Letter-value plots in "
                + unit
                + ", each on an axis of its own. "
                + groups.stream()
                        .map(
                                group ->
                                        group.name()
                                                + group.scale().words()
                                                + ": median "
                                                + numbers.text(group.median())
                                                + ", "
                                                + group.pairs().stream()
                                                        .map(pair -> words(pair, numbers))
                                                        .collect(Collectors.joining(", "))
                                                + ", beyond "
                                                + group.beyond().size()
                                                + " of "
                                                + group.n()
                                                + " values, the largest "
                                                + numbers.text(group.largest())
                                                + ".")
                        .collect(Collectors.joining(" "));
    }

    private static String words(Pair pair, Numbers numbers) {
        return "%s from %s to %s"
                .formatted(held(pair), numbers.text(pair.low()), numbers.text(pair.high()));
    }

    /// `75 %`: how much of the values a box holds.
    private static String held(Pair pair) {
        double percent = 100 * (1 - 2 * pair.tail());
        return (percent >= 99
                        ? String.format(Locale.ROOT, "%.4g", percent)
                        : String.format(Locale.ROOT, "%.3g", percent).replaceFirst("\\.0+$", ""))
                + " %";
    }

    @Override
    public Table data() {
        Numbers numbers = numbers();
        Table table =
                Table.of(
                        "",
                        Column.text(""),
                        Column.number("n", ""),
                        Column.text("share of the values"),
                        Column.number("from", unit),
                        Column.number("to", unit));
        for (Group group : groups) {
            String n = String.valueOf(group.n());
            String median = numbers.text(group.median());
            table = table.row(group.name(), n, "median", median, median);
            for (Pair pair : group.pairs()) {
                table =
                        table.row(
                                group.name(),
                                n,
                                held(pair),
                                numbers.text(pair.low()),
                                numbers.text(pair.high()));
            }
            table =
                    table.row(
                            group.name(),
                            n,
                            "all",
                            numbers.text(group.smallest()),
                            numbers.text(group.largest()));
        }
        return table;
    }

    /// What `letters.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "letters");
        chart.put("unit", unit);
        chart.put(
                "groups",
                groups.stream()
                        .map(
                                group ->
                                        Map.of(
                                                "name", group.name(),
                                                "n", group.n(),
                                                "log", group.scale() == Scale.LOGARITHMIC,
                                                "median", Numbers.drawn(group.median()),
                                                "pairs",
                                                        group.pairs().stream()
                                                                .map(LetterValuePlot::pair)
                                                                .toList(),
                                                "beyond",
                                                        group.points().stream()
                                                                .map(Numbers::drawn)
                                                                .toList()))
                        .toList());
        return chart;
    }

    private static Map<String, Object> pair(Pair pair) {
        return Map.of(
                "held", held(pair),
                "low", Numbers.drawn(pair.low()),
                "high", Numbers.drawn(pair.high()));
    }

    private Numbers numbers() {
        return Numbers.fit(groups.stream().mapToDouble(Group::median).toArray());
    }
}
