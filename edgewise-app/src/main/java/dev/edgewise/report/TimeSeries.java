package dev.edgewise.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Every value over the time it was taken at, in tracks one below the other that share the axis of
/// time. The warm-up is shaded; outliers, cold starts and failures have marks of their own. A
/// [Track] says what is left out of a long one.
///
/// @param time what the time's axis counts from, "since measuring began" say; in seconds
/// @param unit of the values
/// @param tracks at least one
public record TimeSeries(String time, String unit, List<Track> tracks) implements Figure {

    public TimeSeries {
        tracks = List.copyOf(tracks);
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("a time series needs at least one track");
        }
    }

    @Override
    public String alternative() {
        return "Each value in "
                + unit
                + " over the time "
                + time
                + ". "
                + tracks.stream().map(TimeSeries::words).collect(Collectors.joining(" "));
    }

    private static String words(Track track) {
        List<String> marked = new ArrayList<>();
        for (Track.Mark mark : Track.Mark.values()) {
            if (mark != Track.Mark.ORDINARY && track.count(mark) > 0) {
                marked.add(mark.words() + ": " + track.count(mark));
            }
        }
        return track.name()
                + track.scale().words()
                + ": "
                + track.size()
                + " values"
                + (marked.isEmpty() ? "" : ", of which " + String.join(", ", marked))
                + left(track)
                + ".";
    }

    private static String left(Track track) {
        return track.drawn().size() == track.size()
                ? ""
                : "; " + track.drawn().size() + " of them are drawn";
    }

    @Override
    public Table data() {
        Numbers times = numbers(Track.Point::time);
        Numbers values = numbers(Track.Point::value);
        Table table =
                Table.of(
                        "",
                        Column.text(""),
                        Column.number(time, "s"),
                        Column.number("value", unit),
                        Column.text(""));
        List<Table.Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Track track : tracks) {
            for (Track.Point point : track.drawn()) {
                boolean ordinary = point.mark() == Track.Mark.ORDINARY;
                rows.add(
                        new Table.Row(
                                List.of(
                                        Cell.of(track.name()),
                                        Cell.of(times.text(point.time())),
                                        Cell.of(values.text(point.value())),
                                        Cell.of(ordinary ? "" : point.mark().words())),
                                false));
            }
            if (track.drawn().size() < track.size()) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d of %,d values are drawn, among them every outlier, cold"
                                        + " start and failure that no other of its kind covers.",
                                track.name(),
                                track.drawn().size(),
                                track.size()));
            }
        }
        return new Table("", table.columns(), rows, notes);
    }

    /// What `series.js` draws.
    Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "series");
        chart.put("time", time);
        chart.put("unit", unit);
        chart.put("tracks", tracks.stream().map(TimeSeries::drawn).toList());
        return chart;
    }

    private static Map<String, Object> drawn(Track track) {
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("name", track.name());
        drawn.put("log", track.scale() == Scale.LOGARITHMIC);
        drawn.put("size", track.size());
        drawn.put("drawn", track.drawn().size());
        drawn.put(
                "warm",
                track.warmUps().stream()
                        .map(w -> List.of(Numbers.drawn(w.from()), Numbers.drawn(w.to())))
                        .toList());
        Map<String, Object> points = new LinkedHashMap<>();
        for (Track.Mark mark : Track.Mark.values()) {
            List<List<Double>> own =
                    track.drawn().stream()
                            .filter(p -> p.mark() == mark)
                            .map(p -> List.of(Numbers.drawn(p.time()), Numbers.drawn(p.value())))
                            .toList();
            if (!own.isEmpty()) {
                points.put(mark.words(), own);
            }
        }
        drawn.put("points", points);
        return drawn;
    }

    private Numbers numbers(ToDoubleFunction<Track.Point> of) {
        double largest =
                tracks.stream()
                        .flatMap(track -> track.drawn().stream())
                        .mapToDouble(point -> Math.abs(of.applyAsDouble(point)))
                        .max()
                        .orElseThrow();
        return Numbers.fit(new double[] {Math.min(largest, 1)});
    }
}
