package dev.edgewise.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The values of one kind in a [TimeSeries]. Of more than 1,200 the page of a million opens only if
/// some go: of ordinary points the lowest, middle and highest of each stretch of time stay; of the
/// others, counted for themselves, those go that another of the same mark covers on any screen.
/// Immutable.
public final class Track {

    /// More points than this are thinned.
    private static final int MOST = 1_200;

    private static final int STRETCHES = MOST / 3;

    /// What nobody could tell apart, across and up.
    private static final int ACROSS = 600;
    private static final int UP = 120;

    /// What a point is, besides a value.
    public enum Mark {
        ORDINARY("ordinary"),
        WARM_UP("warm-up"),
        COLD("cold start"),
        OUTLIER("outlier"),
        FAILED("not answered");

        private final String words;

        Mark(String words) {
            this.words = words;
        }

        /// What the legend says.
        public String words() {
            return words;
        }

        /// Whether every one of them must be seen.
        boolean striking() {
            return this != ORDINARY && this != WARM_UP;
        }
    }

    /// A value and when it was taken; both finite.
    public record Point(double time, double value, Mark mark) {

        public Point {
            if (!Double.isFinite(time) || !Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "a point needs finite numbers, not " + time + ", " + value);
            }
        }
    }

    /// From one time to another.
    record Stretch(double from, double to) {}

    private final String name;
    private final List<Point> drawn;
    private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

    private Track(String name, List<Point> points) {
        this.name = name;
        points.forEach(point -> counts.merge(point.mark(), 1, Integer::sum));
        List<Point> kept = new ArrayList<>();
        kept.addAll(thinned(points.stream().filter(p -> !p.mark().striking()).toList()));
        kept.addAll(uncovered(points.stream().filter(p -> p.mark().striking()).toList(), points));
        kept.sort(Comparator.comparingDouble(Point::time));
        this.drawn = List.copyOf(kept);
    }

    /// The track of `points`, at least one, in the order of time.
    public static Track of(String name, List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("track " + name + ": no points");
        }
        return new Track(name, points);
    }

    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= MOST) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int s = 0; s < STRETCHES; s++) {
            int from = (int) ((long) s * points.size() / STRETCHES);
            int to = (int) ((long) (s + 1) * points.size() / STRETCHES);
            List<Point> stretch = new ArrayList<>(points.subList(from, to));
            stretch.sort(Comparator.comparingDouble(Point::value));
            kept.add(stretch.getFirst());
            kept.add(stretch.get(stretch.size() / 2));
            kept.add(stretch.getLast());
        }
        return kept;
    }

    private static List<Point> uncovered(List<Point> striking, List<Point> all) {
        if (striking.size() <= MOST) {
            return striking;
        }
        double begin = all.getFirst().time();
        double end = all.getLast().time();
        double least = all.stream().mapToDouble(Point::value).min().orElseThrow();
        double most = all.stream().mapToDouble(Point::value).max().orElseThrow();
        Scale scale = Scale.of(least, most);
        Set<List<Object>> taken = new HashSet<>();
        return striking.stream()
                .filter(
                        p ->
                                taken.add(
                                        List.of(
                                                p.mark(),
                                                Math.round(
                                                        ACROSS
                                                                * Scale.LINEAR.place(
                                                                        p.time(), begin, end)),
                                                Math.round(
                                                        UP * scale.place(p.value(), least, most)))))
                .toList();
    }

    String name() {
        return name;
    }

    /// How many points of a mark there are.
    int count(Mark mark) {
        return counts.getOrDefault(mark, 0);
    }

    /// How many points there are.
    int size() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The points that are drawn, in the order of time.
    List<Point> drawn() {
        return drawn;
    }

    Scale scale() {
        return Scale.of(
                drawn.stream().mapToDouble(Point::value).min().orElseThrow(),
                drawn.stream().mapToDouble(Point::value).max().orElseThrow());
    }

    /// When it was warmed up, each time anew from the first such point to the last before another
    /// kind; a failure belongs to what it interrupts.
    List<Stretch> warmUps() {
        List<Stretch> stretches = new ArrayList<>();
        boolean warming = false;
        for (Point point : drawn) {
            if (point.mark() == Mark.WARM_UP) {
                double from = warming ? stretches.removeLast().from() : point.time();
                stretches.add(new Stretch(from, point.time()));
            }
            warming = point.mark() == Mark.WARM_UP || (warming && point.mark() == Mark.FAILED);
        }
        return stretches;
    }
}
