package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.statistics.Fences;
import dev.edgewise.measure.statistics.LetterValues;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.report.Ecdf;
import dev.edgewise.report.LetterValuePlot;
import dev.edgewise.report.StackedBars;
import dev.edgewise.report.TimeSeries;
import dev.edgewise.report.Track;
import dev.edgewise.report.Waterfall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The figures of a result that show each of its requests: tails, courses and single requests. Each
/// is nothing where nothing was measured.
final class StudyCharts {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Times times;

    StudyCharts(StudyResult result) {
        this.times = result.figures().times();
    }

    /// The total times as letter values.
    Optional<LetterValuePlot> tails() {
        List<LetterValuePlot.Group> groups = new ArrayList<>();
        for (Place place : Place.values()) {
            Series totals = times.series(place, Quantity.TOTAL);
            if (!totals.isEmpty()) {
                groups.add(group(place.id(), LetterValues.of(totals)));
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(new LetterValuePlot("ms", groups));
    }

    private static LetterValuePlot.Group group(String name, LetterValues values) {
        return new LetterValuePlot.Group(
                name,
                values.n(),
                values.median(),
                values.pairs().stream()
                        .map(pair -> new LetterValuePlot.Pair(pair.tail(), pair.low(), pair.high()))
                        .toList(),
                values.beyond());
    }

    /// How the total times are distributed.
    Optional<Ecdf> distributions() {
        List<Ecdf.Line> lines = new ArrayList<>();
        for (Place place : Place.values()) {
            double[] totals = times.series(place, Quantity.TOTAL).toMillis();
            if (totals.length > 0) {
                Arrays.sort(totals);
                lines.add(Ecdf.Line.of(place.id(), totals));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Ecdf("ms", lines));
    }

    /// Each request, and each upload, when it was made.
    Optional<TimeSeries> course() {
        List<Track> tracks = new ArrayList<>();
        for (Place place : Place.values()) {
            track(place.id(), place, Quantity.REQUEST).ifPresent(tracks::add);
        }
        track(Rounds.UPLOAD, Place.REMOTE_PATH, Quantity.UPLOAD).ifPresent(tracks::add);
        return tracks.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimeSeries("since measuring began", "ms", tracks));
    }

    /// @param name what the samples say for their place
    private Optional<Track> track(String name, Place place, Quantity quantity) {
        Series measured = times.series(place, quantity);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        Fences fences = Fences.of(measured);
        List<Track.Point> points = new ArrayList<>();
        for (Sample sample : times.samples()) {
            if (sample.place().equals(name)) {
                double millis = millis(place, quantity, sample);
                points.add(
                        new Track.Point(
                                sample.startNanos() / NANOS_PER_SECOND,
                                millis,
                                mark(sample, fences.beyond(millis))));
            }
        }
        return Optional.of(Track.of(name, points));
    }

    private double millis(Place place, Quantity quantity, Sample sample) {
        return (sample.outcome().answered()
                        ? times.nanos(place, quantity, sample)
                        : sample.timeoutNanos())
                / 1e6;
    }

    private static Track.Mark mark(Sample sample, boolean beyond) {
        if (!sample.outcome().answered()) {
            return Track.Mark.FAILED;
        }
        return switch (sample.stage()) {
            case WARM_UP -> Track.Mark.WARM_UP;
            case COLD -> Track.Mark.COLD;
            case MEASURED -> beyond ? Track.Mark.OUTLIER : Track.Mark.ORDINARY;
        };
    }

    private record Timed(Sample sample, double nanos) {}

    /// At each place the request whose time is the middle one.
    Optional<Waterfall> typical() {
        return waterfall(List.of(Place.values()), 0.5);
    }

    /// The slowest request at both places that the verdict is about.
    Optional<Waterfall> slowest() {
        return waterfall(List.of(Place.EDGE_HTTP, Place.REMOTE_PATH), 1);
    }

    /// @param rank from the fastest, 0, to the slowest, 1
    private Optional<Waterfall> waterfall(List<Place> places, double rank) {
        List<StackedBars.Bar> requests = new ArrayList<>();
        for (Place place : places) {
            List<Timed> sorted =
                    times.of(place.id(), Stage.MEASURED).stream()
                            .filter(sample -> sample.outcome().answered())
                            .map(s -> new Timed(s, times.nanos(place, Quantity.TOTAL, s)))
                            .sorted(Comparator.comparingDouble(Timed::nanos))
                            .toList();
            if (!sorted.isEmpty()) {
                requests.add(bar(place, sorted.get((int) (rank * (sorted.size() - 1))).sample()));
            }
        }
        return requests.isEmpty() ? Optional.empty() : Optional.of(new Waterfall("ms", requests));
    }

    private StackedBars.Bar bar(Place place, Sample sample) {
        double upload =
                times.nanos(place, Quantity.TOTAL, sample)
                        - times.nanos(place, Quantity.REQUEST, sample);
        return PhaseTimes.of(
                        sample,
                        place,
                        place == Place.REMOTE_PATH ? Optional.of(upload / 1e6) : Optional.empty())
                .bar(place.id());
    }
}
