package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The empirical distribution with its tail: over each value, the share of all that are at least as
/// large, on a logarithmic axis, so that one in a thousand takes as much room as one in ten. The
/// axis of the values is logarithmic where they differ much in size.
///
/// @param unit of all the values, "ms" say
/// @param lines at least one
public record Ecdf(String unit, List<Line> lines) implements Figure {

    /// So many of the largest values are drawn one by one.
    private static final int EACH = 20;

    /// Behind them, the drawn ranks grow by this factor.
    private static final double THINNING = 1.12;

    /// A step: `share` of the values are at least `value`.
    public record Step(double value, double share) {

        public Step {
            if (!Double.isFinite(value) || !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "a step needs a value and a share above 0, not " + value + ", " + share);
            }
        }
    }

    /// One group of values.
    ///
    /// @param steps with ascending values and descending shares, at least one
    public record Line(String name, long n, List<Step> steps) {

        public Line {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("distribution of " + name + ": no values");
            }
            for (int i = 1; i < steps.size(); i++) {
                if (steps.get(i).value() < steps.get(i - 1).value()
                        || steps.get(i).share() > steps.get(i - 1).share()) {
                    throw new IllegalArgumentException(
                            "distribution of %s: values must ascend and shares descend, not %s, %s"
                                    .formatted(name, steps.get(i - 1), steps.get(i)));
                }
            }
        }

        /// The line of ascending values: of the largest, each; of the others, so many that no
        /// screen could show more.
        public static Line of(String name, double[] sorted) {
            List<Step> steps = new ArrayList<>();
            double rank = 1;
            while (rank < sorted.length) {
                steps.add(step(sorted, (int) rank));
                rank = rank < EACH ? rank + 1 : Math.max(rank + 1, rank * THINNING);
            }
            steps.add(step(sorted, sorted.length));
            return new Line(name, sorted.length, steps.reversed());
        }

        /// @param rank from the largest, which has 1
        private static Step step(double[] sorted, int rank) {
            return new Step(sorted[sorted.length - rank], (double) rank / sorted.length);
        }
    }

    public Ecdf {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a distribution needs at least one line");
        }
    }

    Scale scale() {
        return Scale.of(
                lines.stream().mapToDouble(l -> l.steps().getFirst().value()).min().orElseThrow(),
                lines.stream().mapToDouble(l -> l.steps().getLast().value()).max().orElseThrow());
    }

    @Override
    public String alternative() {
        Numbers numbers = numbers();
        return "Share of the values that are at least so large, on a logarithmic axis, over the"
                + " value in "
                + unit
                + scale().words()
                + ". "
                + lines.stream().map(line -> words(line, numbers)).collect(Collectors.joining(" "));
    }

    private static String words(Line line, Numbers numbers) {
        List<String> told = new ArrayList<>();
        for (double share : new double[] {0.5, 0.1, 0.01, 0.001, 0.000_1}) {
            if (share * line.n() >= 1) {
                told.add(percent(share) + " are at least " + numbers.text(value(line, share)));
            }
        }
        told.add("the largest of " + line.n() + " is " + numbers.text(value(line, 0)));
        return line.name() + ": " + String.join(", ", told) + ".";
    }

    /// The largest value that `share` of all reach; the largest of all for 0.
    private static double value(Line line, double share) {
        double value = line.steps().getFirst().value();
        for (Step step : line.steps()) {
            if (step.share() >= share * (1 - 1e-9)) {
                value = step.value();
            }
        }
        return value;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", 100 * share).replaceFirst("\\.?0+$", "") + " %";
    }

    @Override
    public Table data() {
        Numbers numbers = numbers();
        Table table =
                Table.of(
                        "",
                        Column.text(""),
                        Column.number("value", unit),
                        Column.number("at least as large", "%"),
                        Column.number("of", ""));
        List<Table.Row> rows = new ArrayList<>();
        for (Line line : lines) {
            for (Step step : line.steps()) {
                rows.add(
                        new Table.Row(
                                List.of(
                                        Cell.of(line.name()),
                                        Cell.of(numbers.text(step.value())),
                                        Cell.of(
                                                String.format(
                                                        Locale.ROOT, "%.4g", 100 * step.share())),
                                        Cell.of(String.valueOf(line.n()))),
                                false));
            }
        }
        return new Table("", table.columns(), rows, List.of());
    }

    /// What `ecdf.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "ecdf");
        chart.put("unit", unit);
        chart.put("log", scale() == Scale.LOGARITHMIC);
        chart.put(
                "lines",
                lines.stream()
                        .map(
                                line ->
                                        Map.of(
                                                "name",
                                                line.name(),
                                                "n",
                                                line.n(),
                                                "steps",
                                                line.steps().stream()
                                                        .map(
                                                                s ->
                                                                        List.of(
                                                                                Numbers.drawn(
                                                                                        s.value()),
                                                                                Numbers.drawn(
                                                                                        s.share())))
                                                        .toList()))
                        .toList());
        return chart;
    }

    private Numbers numbers() {
        return Numbers.fit(lines.stream().mapToDouble(line -> value(line, 0.5)).toArray());
    }
}
