package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Requests as waterfalls: a row for each part, from its start to its end, the parts one after the
/// other as they add up to the request; a part that runs while another does is drawn below that
/// one.
/// Each request has an axis of its own.
///
/// @param unit of all the values, "ms" say
/// @param requests at least one
public record Waterfall(String unit, List<StackedBars.Bar> requests) implements Figure {

    /// A part, placed.
    record Row(String name, StackedBars.Kind kind, double from, double to) {}

    public Waterfall {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a waterfall needs at least one request");
        }
    }

    /// The parts of a request where they stand. One that runs inside another ends with it: what is
    /// received has been received when the last of it is there.
    static List<Row> rows(StackedBars.Bar request) {
        List<Row> rows = new ArrayList<>();
        double end = 0;
        for (StackedBars.Part part : request.parts()) {
            if (part.kind() == StackedBars.Kind.INSIDE) {
                rows.add(new Row(part.name(), part.kind(), Math.max(0, end - part.value()), end));
            } else {
                rows.add(new Row(part.name(), part.kind(), end, end + part.value()));
                end += part.value();
            }
        }
        return rows;
    }

    @Override
    public String alternative() {
        Numbers numbers = numbers();
        return "Waterfalls in "
                + unit
                + ", each on an axis of its own. "
                + requests.stream()
                        .map(request -> words(request, numbers))
                        .collect(Collectors.joining(" "));
    }

    private static String words(StackedBars.Bar request, Numbers numbers) {
        return request.name()
                + ", "
                + numbers.text(request.total())
                + " in all: "
                + rows(request).stream()
                        .map(
                                row ->
                                        "%s from %s to %s"
                                                .formatted(
                                                        row.name(),
                                                        numbers.text(row.from()),
                                                        numbers.text(row.to())))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    @Override
    public Table data() {
        Numbers numbers = numbers();
        Table table =
                Table.of(
                        "",
                        Column.text("request"),
                        Column.text("part"),
                        Column.number("from", unit),
                        Column.number("to", unit),
                        Column.number("takes", unit));
        for (StackedBars.Bar request : requests) {
            for (Row row : rows(request)) {
                Cell name = Cell.of(row.name());
                table =
                        table.row(
                                Cell.of(request.name()),
                                row.kind() == StackedBars.Kind.INSIDE
                                        ? name.because("runs while the part before it does")
                                        : name,
                                Cell.of(numbers.text(row.from())),
                                Cell.of(numbers.text(row.to())),
                                Cell.of(numbers.text(row.to() - row.from())));
            }
        }
        return table;
    }

    /// What `waterfall.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "waterfall");
        chart.put("unit", unit);
        chart.put(
                "requests",
                requests.stream()
                        .map(
                                request ->
                                        Map.of(
                                                "name",
                                                request.name(),
                                                "total",
                                                Numbers.drawn(request.total()),
                                                "rows",
                                                rows(request).stream()
                                                        .map(Waterfall::drawn)
                                                        .toList()))
                        .toList());
        return chart;
    }

    private static Map<String, Object> drawn(Row row) {
        return Map.of(
                "name", row.name(),
                "kind", row.kind().name(),
                "from", Numbers.drawn(row.from()),
                "to", Numbers.drawn(row.to()));
    }

    private Numbers numbers() {
        return Numbers.fit(requests.stream().mapToDouble(StackedBars.Bar::total).toArray());
    }
}
