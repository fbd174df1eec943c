package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Horizontal bars, each made of the parts that add up to it: the phases of a request, say.
///
/// @param unit of all the values, "ms" say
/// @param bars at least one
public record StackedBars(String unit, List<Bar> bars) implements Figure {

    /// One bar: the parts in the order in which they stand.
    public record Bar(String name, List<Part> parts) {

        public Bar {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("bar " + name + ": no parts");
            }
        }

        /// A bar of `parts`.
        public static Bar of(String name, Part... parts) {
            return new Bar(name, List.of(parts));
        }

        /// The sum of the parts.
        public double total() {
            return parts.stream()
                    .filter(part -> part.kind() != Kind.INSIDE)
                    .mapToDouble(Part::value)
                    .sum();
        }
    }

    /// One part of a bar.
    ///
    /// @param value finite, at least 0
    public record Part(String name, double value, Kind kind) {

        public Part {
            if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "part " + name + ": a number of at least 0 is needed, not " + value);
            }
        }

        /// A part that was measured.
        public static Part of(String name, double value) {
            return new Part(name, value, Kind.MEASURED);
        }

        /// The rest, that no part explains: drawn hollow.
        public static Part unaccounted(double value) {
            return new Part("unaccounted", value, Kind.UNACCOUNTED);
        }

        /// A part that runs while the part before it does: drawn inside that one, and never added
        /// to the sum.
        public static Part inside(String name, double value) {
            return new Part(name, value, Kind.INSIDE);
        }
    }

    /// What a part is to its bar.
    public enum Kind {
        /// A share of the bar.
        MEASURED,
        /// A share of the bar that no measured part explains.
        UNACCOUNTED,
        /// Overlaps the part before it.
        INSIDE
    }

    public StackedBars {
        bars = List.copyOf(bars);
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("a bar chart needs at least one bar");
        }
    }

    @Override
    public String alternative() {
        Numbers numbers = numbers();
        return "Stacked bars in "
                + unit
                + ". "
                + bars.stream()
                        .map(
                                bar ->
                                        bar.name()
                                                + ": "
                                                + numbers.text(bar.total())
                                                + " in all, of which "
                                                + bar.parts().stream()
                                                        .map(
                                                                part ->
                                                                        part.name()
                                                                                + " "
                                                                                + numbers.text(
                                                                                        part
                                                                                                .value()))
                                                        .collect(Collectors.joining(", "))
                                                + ".")
                        .collect(Collectors.joining(" "));
    }

    @Override
    public Table data() {
        Numbers numbers = numbers();
        Set<String> names = names();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(""));
        names.forEach(name -> columns.add(Column.number(name, unit)));
        columns.add(Column.number("sum", unit));
        Table table = Table.of("", columns.toArray(Column[]::new));
        for (Bar bar : bars) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(bar.name()));
            for (String name : names) {
                cells.add(cell(bar, name, numbers));
            }
            cells.add(Cell.of(bar.total(), numbers.decimals()));
            table = table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    /// What `bars.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "bars");
        chart.put("unit", unit);
        chart.put(
                "bars",
                bars.stream()
                        .map(
                                bar ->
                                        Map.of(
                                                "name", bar.name(),
                                                "total", bar.total(),
                                                "parts",
                                                        bar.parts().stream()
                                                                .map(StackedBars::part)
                                                                .toList()))
                        .toList());
        return chart;
    }

    private static Map<String, Object> part(Part part) {
        return Map.of("name", part.name(), "value", part.value(), "kind", part.kind().name());
    }

    private static Cell cell(Bar bar, String name, Numbers numbers) {
        List<Part> parts = bar.parts().stream().filter(part -> part.name().equals(name)).toList();
        if (parts.isEmpty()) {
            return Cell.absent("this bar has no such part");
        }
        double sum = parts.stream().mapToDouble(Part::value).sum();
        Cell cell = Cell.of(sum, numbers.decimals());
        return parts.getFirst().kind() == Kind.INSIDE
                ? cell.because("runs while the part before it does; not in the sum")
                : cell;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        bars.forEach(bar -> bar.parts().forEach(part -> names.add(part.name())));
        if (names.remove("unaccounted")) {
            names.add("unaccounted");
        }
        return names;
    }

    private Numbers numbers() {
        return Numbers.fit(bars.stream().mapToDouble(Bar::total).toArray());
    }
}
