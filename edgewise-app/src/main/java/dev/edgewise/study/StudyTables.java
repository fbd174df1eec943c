package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The tables of a result, for the terminal and the page alike.
final class StudyTables {

    private static final String OURS = "this run";
    private static final String THEIRS = "the report";

    /// What a time's name ends in that is of the answered requests alone.
    static final String ANSWERED = ", answered only";

    /// The percentiles that are shown.
    static final List<Percentile> SHOWN = List.of(Percentile.P50, Percentile.P90, Percentile.P99);

    private final StudyResult result;
    private final Figures figures;

    StudyTables(StudyResult result) {
        this.result = result;
        this.figures = result.figures();
    }

    /// The report's Table 1, ours beside its own.
    Table averages() {
        Table table =
                Table.of(
                        "Average times in ms, with 95 % intervals (the report's Table 1)",
                        Column.text(""),
                        Column.number("edge-http", "").in(OURS),
                        Column.number("remote-path", "").in(OURS),
                        Column.number("local", "").in(THEIRS),
                        Column.number("remote", "").in(THEIRS));
        for (Quantity quantity :
                List.of(Quantity.UPLOAD, Quantity.PREDICTION, Quantity.REQUEST, Quantity.TOTAL)) {
            Cell[] cells = {
                Cell.of(quantity == Quantity.UPLOAD ? "file upload" : quantity.id()),
                mean(Place.EDGE_HTTP, quantity),
                mean(Place.REMOTE_PATH, quantity),
                theirs(quantity, false),
                theirs(quantity, true)
            };
            table = quantity == Quantity.TOTAL ? table.total(cells) : table.row(cells);
            if (Stream.of(Place.EDGE_HTTP, Place.REMOTE_PATH)
                    .anyMatch(place -> figures.answered(place, quantity).isPresent())) {
                table =
                        table.row(
                                Cell.of(quantity.id() + ANSWERED),
                                answered(figures, Place.EDGE_HTTP, quantity),
                                answered(figures, Place.REMOTE_PATH, quantity),
                                Cell.of("-"),
                                Cell.of("-"));
            }
        }
        return table.note(
                "The report measured on its own notebook and cluster, in Python: its times are"
                        + " here for orientation.");
    }

    private Cell mean(Place place, Quantity quantity) {
        return mean(figures, place, quantity);
    }

    /// A mean and its interval.
    static Cell mean(Figures figures, Place place, Quantity quantity) {
        return mean(figures.summary(place, quantity));
    }

    /// The same of the answered requests alone.
    static Cell answered(Figures figures, Place place, Quantity quantity) {
        return mean(figures.answered(place, quantity).or(() -> figures.summary(place, quantity)));
    }

    private static Cell mean(Optional<Summary> summary) {
        if (summary.isEmpty()) {
            return Cell.of("-");
        }
        Interval interval = summary.get().mean().interval();
        String mean = Millis.text(summary.get().mean().value());
        return interval.isKnown()
                ? Cell.of(
                        mean
                                + " ["
                                + Millis.text(interval.low())
                                + ", "
                                + Millis.text(interval.high())
                                + "]")
                : Cell.of(mean).because("one block has no interval");
    }

    private static Cell theirs(Quantity quantity, boolean remote) {
        OptionalDouble millis = ReportTimes.millis(quantity, remote);
        return millis.isPresent() ? Cell.of(millis.getAsDouble(), 1) : Cell.of("-");
    }

    /// The link as asked for and as measured.
    Table link() {
        Table table =
                Table.of(
                        result.askedLink().isPresent() ? "The link (emulated)" : "The link",
                        Column.text(""),
                        Column.number("round trip", "ms"),
                        Column.number("down", "Mbit/s"),
                        Column.number("up", "Mbit/s"));
        Optional<AskedLink> asked = result.askedLink();
        if (asked.isPresent()) {
            AskedLink link = asked.get();
            table =
                    table.row(
                            Cell.of("asked for: " + link.name()),
                            Cell.of(millis(link.roundTrip()), 2),
                            rate(link.downBitsPerSecond()),
                            rate(link.upBitsPerSecond()));
        }
        if (result.measuredLink().isPresent()) {
            MeasuredLink link = result.measuredLink().get();
            table =
                    table.row(
                            Cell.of("measured through it"),
                            Cell.of(millis(link.roundTrip()), 2),
                            rate(link.downBitsPerSecond()),
                            rate(link.upBitsPerSecond()));
        }
        return table;
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static Cell rate(long bitsPerSecond) {
        return bitsPerSecond == LinkProfile.UNLIMITED
                ? Cell.of("no limit")
                : Cell.of(bitsPerSecond / 1e6, 1);
    }

    static Cell rate(double bitsPerSecond) {
        return Double.isInfinite(bitsPerSecond)
                ? Cell.absent("too fast to measure")
                : Cell.of(bitsPerSecond / 1e6, 1);
    }

    /// All comparisons and what follows from each.
    Table differences() {
        Table table =
                Table.of(
                        "Differences of the means in ms, second minus first",
                        Column.text("first"),
                        Column.text("second"),
                        Column.text("on"),
                        Column.number("difference", ""),
                        Column.number("95 % interval", ""),
                        Column.text("verdict"));
        for (StudyResult.Pair pair : result.pairs()) {
            boolean known = pair.comparison().isPresent();
            table =
                    table.row(
                            pair.first().id(),
                            pair.second().id(),
                            pair.on().id(),
                            known ? Millis.text(pair.comparison().get().difference().value()) : "-",
                            known
                                    ? Sentences.interval(
                                            pair.comparison().get().difference().interval())
                                    : "-",
                            Sentences.brief(pair));
        }
        return table;
    }

    /// How far apart the two places of the verdict lie in the percentiles of their totals.
    Table percentiles() {
        Table table =
                Table.of(
                        "Percentiles of the total in ms, and remote-path less edge-http",
                        Column.text(""),
                        Column.number("edge-http", ""),
                        Column.number("remote-path", ""),
                        Column.number("difference", ""),
                        Column.number("95 % interval", ""));
        for (Percentile percentile : SHOWN) {
            Optional<Estimate> difference =
                    result.percentile(percentile).map(Comparison::difference);
            table =
                    table.row(
                            Cell.of(percentile.label()),
                            percentile(Place.EDGE_HTTP, percentile),
                            percentile(Place.REMOTE_PATH, percentile),
                            Cell.of(difference.map(d -> Millis.text(d.value())).orElse("-")),
                            Cell.of(
                                    difference
                                            .map(d -> Sentences.interval(d.interval()))
                                            .orElse("-")));
        }
        return table;
    }

    private Cell percentile(Place place, Percentile percentile) {
        return figures.summary(place, Quantity.TOTAL)
                .map(summary -> percentile(summary, percentile))
                .orElse(Cell.of("-"));
    }

    /// Every time at every place.
    Table places() {
        Table table =
                Table.of(
                        "All places, times in ms",
                        Column.text("place"),
                        Column.text("time"),
                        Column.number("mean", ""),
                        Column.number("p50", ""),
                        Column.number("p90", ""),
                        Column.number("p99", ""),
                        Column.number("skew", ""),
                        Column.number("ex. kurt.", ""),
                        Column.number("n", ""));
        for (Place place : Place.values()) {
            String name = place.id();
            for (Quantity quantity : Quantity.values()) {
                Optional<Summary> summary = figures.summary(place, quantity);
                boolean same = quantity == Quantity.TOTAL && place != Place.REMOTE_PATH;
                if (summary.isPresent() && !same) {
                    String time =
                            quantity == Quantity.REQUEST && place != Place.REMOTE_PATH
                                    ? "request=total"
                                    : quantity.id();
                    table = table.row(row(name, time, summary.get()));
                    name = "";
                    Optional<Summary> answered = figures.answered(place, quantity);
                    if (answered.isPresent()) {
                        table = table.row(row("", "answered only", answered.get()));
                    }
                }
            }
        }
        return table;
    }

    /// The first requests of blocks, which met an idle connection.
    Table cold() {
        Table table =
                Table.of(
                        "Cold: the first request of a block, in no figure above; in ms",
                        Column.text("place"),
                        Column.number("mean", ""),
                        Column.number("p50", ""),
                        Column.number("n", ""));
        for (Place place : List.of(Place.REMOTE_PATH, Place.REMOTE_BODY)) {
            Optional<Summary> cold = figures.cold(place);
            if (cold.isPresent()) {
                table =
                        table.row(
                                Cell.of(place.id()),
                                Cell.of(Millis.text(cold.get().mean().value())),
                                percentile(cold.get(), Percentile.P50),
                                Cell.of(String.valueOf(cold.get().n())));
            }
        }
        return table;
    }

    private static Cell[] row(String place, String time, Summary summary) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(place));
        cells.add(Cell.of(time));
        cells.add(Cell.of(Millis.text(summary.mean().value())));
        cells.add(percentile(summary, Percentile.P50));
        cells.add(percentile(summary, Percentile.P90));
        cells.add(percentile(summary, Percentile.P99));
        cells.add(moment(summary.skewness()));
        cells.add(moment(summary.excessKurtosis()));
        cells.add(Cell.of(String.format(Locale.ROOT, "%d", summary.n())));
        return cells.toArray(Cell[]::new);
    }

    private static Cell percentile(Summary summary, Percentile percentile) {
        OptionalDouble millis = summary.percentileMillis(percentile);
        return millis.isPresent()
                ? Cell.of(Millis.text(millis.getAsDouble()))
                : Cell.absent(summary.whyMissing(percentile));
    }

    private static Cell moment(OptionalDouble value) {
        return value.isPresent()
                ? Cell.of(Math.round(value.getAsDouble() * 10) / 10.0, 1)
                : Cell.absent("too few times, or all the same");
    }
}
