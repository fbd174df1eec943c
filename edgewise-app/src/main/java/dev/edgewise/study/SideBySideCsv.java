package dev.edgewise.study;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Csv;
import java.util.function.ToDoubleFunction;

/// Every figure of results side by side as comma-separated values: a row for each time at each
/// place, for whatever draws or computes on.
public final class SideBySideCsv {

    private SideBySideCsv() {}

    /// The rows. What isn't known, a percentile of too few requests say, is empty.
    public static String of(SideBySide results) {
        Csv csv =
                new Csv(
                        "folder",
                        "device",
                        "seed",
                        "model",
                        "link",
                        "round_trip_ms",
                        "down_bits_per_second",
                        "up_bits_per_second",
                        "place",
                        "time",
                        "n",
                        "answered",
                        "mean_ms",
                        "ci95_low_ms",
                        "ci95_high_ms",
                        "p50_ms",
                        "p90_ms",
                        "p99_ms");
        for (SideBySide.Entry entry : results.entries()) {
            for (Place place : Place.values()) {
                if (!results.entries(place).contains(entry)) {
                    continue;
                }
                for (Quantity quantity : Quantity.values()) {
                    String time = quantity.id();
                    Figures figures = entry.cell().figures();
                    figures.summary(place, quantity)
                            .ifPresent(all -> add(csv, entry, place, time, all));
                    figures.answered(place, quantity)
                            .ifPresent(
                                    some ->
                                            add(
                                                    csv,
                                                    entry,
                                                    place,
                                                    time + StudyJson.ANSWERED,
                                                    some));
                }
            }
        }
        return csv.toString();
    }

    private static double link(
            SideBySide.Entry entry, Place place, ToDoubleFunction<MeasuredLink> figure) {
        return place.remote()
                ? entry.cell().measuredLink().stream()
                        .mapToDouble(figure)
                        .findFirst()
                        .orElse(Double.NaN)
                : Double.NaN;
    }

    private static void add(
            Csv csv, SideBySide.Entry entry, Place place, String time, Summary summary) {
        Interval interval = summary.mean().interval();
        csv.row()
                .add(entry.folder().toString())
                .add(SideBySideTables.device(entry.cell().context()))
                .add(entry.cell().asked().seed())
                .add(entry.cell().model().name())
                .add(place.remote() ? entry.cell().remote().name() : "")
                .add(link(entry, place, l -> StudyTables.millis(l.roundTrip())))
                .add(link(entry, place, MeasuredLink::downBitsPerSecond))
                .add(link(entry, place, MeasuredLink::upBitsPerSecond))
                .add(place.id())
                .add(time)
                .add(summary.n())
                .add(summary.counts().getOrDefault(Status.ANSWERED, 0))
                .add(summary.mean().value())
                .add(interval.low())
                .add(interval.high())
                .add(summary.percentileMillis(Percentile.P50))
                .add(summary.percentileMillis(Percentile.P90))
                .add(summary.percentileMillis(Percentile.P99))
                .end();
    }
}
