package dev.edgewise.evaluate;

import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.evaluate.StreamMatch.Kind;
import dev.edgewise.report.Curves;
import dev.edgewise.report.Page;
import dev.edgewise.report.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A [StreamResult] as a page.
public final class StreamPage {

    /// The file of the page.
    public static final String FILE = "index.html";

    /// The file of the detections, in the format of [LabelTrack]: Audacity shows them beside the
    /// audio.
    public static final String DETECTIONS = "detections.txt";

    private static final List<Timeline.Kind> KINDS =
            List.of(
                    new Timeline.Kind("word, found", Timeline.Look.FILLED),
                    new Timeline.Kind("word, confused", Timeline.Look.STRIKING),
                    new Timeline.Kind("word, missed", Timeline.Look.HOLLOW),
                    new Timeline.Kind("other speech", Timeline.Look.FAINT),
                    new Timeline.Kind("detection, right", Timeline.Look.TICK),
                    new Timeline.Kind("false accept", Timeline.Look.ALARM));

    /// How many times more false accepts than the threshold asked for may have a threshold can give
    /// and still be drawn: the lowest give so many that the rest would be pressed flat.
    private static final double MOST_SHOWN = 3;

    private StreamPage() {}

    /// Writes page, JSON and detections to `folder`.
    ///
    /// @throws IOException naming the file that can't be written
    public static void write(StreamResult result, ResultFolder folder) throws IOException {
        folder.write("result.json", StreamJson.text(result) + "\n");
        folder.write(DETECTIONS, detections(result));
        folder.write(FILE, of(result).html());
    }

    /// A line a detection.
    static String detections(StreamResult result) {
        StringBuilder lines = new StringBuilder();
        for (StreamMatch.Heard heard : result.match().detections()) {
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "%.6f\t%.6f\t%s%s\n",
                            Times.seconds(heard.detection().from()),
                            Times.seconds(heard.detection().to()),
                            heard.detection().word(),
                            heard.kind() == Kind.RIGHT ? "" : " (false accept)"));
        }
        return lines.toString();
    }

    static Page of(StreamResult result) {
        StreamTables tables = new StreamTables(result);
        Page page =
                new Page(
                        "Words in " + result.audio().name() + ": an evaluation with Edgewise",
                        tables.sentence());
        if (!result.audio().missing().isZero()) {
            page.mark("cut off");
        }
        page.facts(facts(result));
        page.section("Which words")
                .table(tables.words())
                .table(tables.falseAccepts())
                .figure(
                        timeline(result),
                        "What was said, above the line, and what was detected, below it at the"
                                + " middle of its window.");
        page.section("Which threshold").table(tables.sweep());
        curve(result)
                .ifPresent(
                        curve ->
                                page.figure(
                                        curve,
                                        "Words that weren't found, against false accepts an hour, a"
                                                + " dot a threshold; the lowest thresholds lie"
                                                + " beyond the right edge."));
        page.section("How it was measured").bullets(tables.method());
        return page;
    }

    private static Page.Fact[] facts(StreamResult result) {
        List<Page.Fact> facts = new ArrayList<>();
        StreamMatch match = result.match();
        if (!match.words().isEmpty()) {
            facts.add(
                    new Page.Fact(
                            "words found",
                            String.format(Locale.ROOT, "%.1f %%", 100 - 100 * match.missRate()),
                            match.count(Fate.FOUND) + " of " + match.words().size()));
        }
        facts.add(
                new Page.Fact(
                        "false accepts an hour",
                        String.format(Locale.ROOT, "%.1f", result.falseAccepts().rate()),
                        "95 %: " + StreamTables.interval(result.falseAccepts().interval())));
        facts.add(new Page.Fact("audio", Times.text(result.audio().duration()), ""));
        return facts.toArray(Page.Fact[]::new);
    }

    private static Timeline timeline(StreamResult result) {
        List<Timeline.Event> events = new ArrayList<>();
        Duration end = result.audio().duration();
        Set<Label> words = new HashSet<>();
        for (StreamMatch.Word word : result.match().words()) {
            words.add(word.label());
            events.add(event(kind(word.fate()), word.label(), end));
        }
        for (Label label : result.track().labels()) {
            if (!words.contains(label)) {
                events.add(event(3, label, end));
            }
        }
        for (StreamMatch.Heard heard : result.match().detections()) {
            events.add(
                    new Timeline.Event(
                            heard.kind() == Kind.RIGHT ? 4 : 5,
                            heard.detection().from(),
                            heard.detection().to(),
                            heard.detection().word()));
        }
        events.sort(Comparator.comparing(Timeline.Event::from));
        return new Timeline(end, KINDS, events);
    }

    private static int kind(Fate fate) {
        return switch (fate) {
            case FOUND -> 0;
            case CONFUSED -> 1;
            case MISSED -> 2;
        };
    }

    private static Timeline.Event event(int kind, Label label, Duration end) {
        Duration to = label.to().compareTo(end) < 0 ? label.to() : end;
        return new Timeline.Event(kind, label.from(), to, label.text());
    }

    /// The sweep as a curve, if there are words to be found.
    private static Optional<Curves> curve(StreamResult result) {
        if (result.match().words().isEmpty()) {
            return Optional.empty();
        }
        double most = MOST_SHOWN * result.falseAccepts().interval().high();
        List<Curves.Point> points =
                result.sweep().stream()
                        .filter(point -> point.falseAccepts().rate() <= most)
                        .map(StreamPage::point)
                        .toList();
        return Optional.of(
                new Curves(
                        Curves.Axis.fitted("false accepts an hour", ""),
                        new Curves.Axis("words not found", "%", 0, 100),
                        List.of(
                                new Curves.Curve("all thresholds", Curves.Look.DOTTED, points),
                                new Curves.Curve(
                                        "the threshold asked for",
                                        Curves.Look.MARKS,
                                        List.of(point(result.point()))))));
    }

    private static Curves.Point point(OperatingPoint point) {
        return new Curves.Point(
                point.falseAccepts().rate(),
                100 * point.match().missRate(),
                "threshold " + StreamTables.number(point.threshold()));
    }
}
