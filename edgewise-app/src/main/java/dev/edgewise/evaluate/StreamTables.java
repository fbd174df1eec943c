package dev.edgewise.evaluate;

import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.evaluate.StreamMatch.Kind;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A result's tables and sentences, which its text and its page share.
final class StreamTables {

    private static final List<Double> SHOWN =
            List.of(0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999);

    private final StreamResult result;

    StreamTables(StreamResult result) {
        this.result = result;
    }

    /// Word by word.
    Table words() {
        Table table =
                Table.of(
                        "Words",
                        Column.text("word"),
                        Column.number("there", ""),
                        Column.number("found", ""),
                        Column.number("confused", ""),
                        Column.number("missed", ""),
                        Column.number("found", "%"),
                        Column.number("false accepts", ""));
        StreamMatch match = result.match();
        for (String word : result.words()) {
            List<Fate> fates =
                    match.words().stream()
                            .filter(said -> said.word().equals(word))
                            .map(StreamMatch.Word::fate)
                            .toList();
            long falseAccepts =
                    match.detections().stream()
                            .filter(heard -> heard.kind() != Kind.RIGHT)
                            .filter(heard -> heard.detection().word().equals(word))
                            .count();
            if (!fates.isEmpty() || falseAccepts > 0) {
                table = table.row(row(word, fates, falseAccepts));
            }
        }
        List<Fate> all = match.words().stream().map(StreamMatch.Word::fate).toList();
        return table.total(row("all", all, match.falseAccepts()));
    }

    private static Cell[] row(String name, List<Fate> fates, long falseAccepts) {
        long found = count(fates, Fate.FOUND);
        return new Cell[] {
            Cell.of(name),
            Cell.of(String.valueOf(fates.size())),
            Cell.of(String.valueOf(found)),
            Cell.of(String.valueOf(count(fates, Fate.CONFUSED))),
            Cell.of(String.valueOf(count(fates, Fate.MISSED))),
            fates.isEmpty()
                    ? Cell.absent("the word isn't said")
                    : Cell.of(100.0 * found / fates.size(), 1),
            Cell.of(String.valueOf(falseAccepts))
        };
    }

    private static long count(List<Fate> fates, Fate fate) {
        return fates.stream().filter(f -> f == fate).count();
    }

    /// What false accepts are.
    Table falseAccepts() {
        StreamMatch match = result.match();
        Table table =
                Table.of(
                        "False accepts",
                        Column.text("where"),
                        Column.number("false accepts", ""),
                        Column.number("an hour", ""));
        for (Kind kind : Kind.values()) {
            if (kind != Kind.RIGHT) {
                int count = match.count(kind);
                table =
                        table.row(
                                Cell.of(where(kind)),
                                Cell.of(String.valueOf(count)),
                                Cell.of(rate(count / result.point().hours())));
            }
        }
        return table.total(
                Cell.of("all"),
                Cell.of(String.valueOf(match.falseAccepts())),
                Cell.of(rate(result.falseAccepts().rate())));
    }

    private static String where(Kind kind) {
        return switch (kind) {
            case RIGHT -> "right";
            case WRONG_WORD -> "in the place of another word";
            case AGAIN -> "once more by a word that is accounted for";
            case OTHER_SPEECH -> "on other speech";
            case NO_SPEECH -> "where nothing is labelled";
        };
    }

    /// Some of the thresholds that were tried.
    Table sweep() {
        Table table =
                Table.of(
                        "What other thresholds would have given",
                        Column.number("threshold", ""),
                        Column.number("found", ""),
                        Column.number("not found", "%"),
                        Column.number("false accepts", ""),
                        Column.number("an hour", ""),
                        Column.text("95 % interval"));
        double asked = result.settings().detection().threshold();
        for (OperatingPoint point : result.sweep()) {
            if (SHOWN.contains(point.threshold()) || point.threshold() == asked) {
                boolean words = !point.match().words().isEmpty();
                Cell threshold = Cell.of(number(point.threshold()));
                table =
                        table.row(
                                point.threshold() == asked
                                        ? threshold.because("the one that was asked for")
                                        : threshold,
                                Cell.of(String.valueOf(point.found())),
                                words
                                        ? Cell.of(100 * point.match().missRate(), 1)
                                        : Cell.absent("no word is said"),
                                Cell.of(String.valueOf(point.match().falseAccepts())),
                                Cell.of(rate(point.falseAccepts().rate())),
                                Cell.of(interval(point.falseAccepts().interval())));
            }
        }
        return table;
    }

    /// The verdict.
    String sentence() {
        StreamMatch match = result.match();
        int words = match.words().size();
        String found =
                words == 0
                        ? "No word is said."
                        : String.format(
                                Locale.ROOT,
                                "%d of %d words found (%.1f %%), %d confused, %d missed.",
                                match.count(Fate.FOUND),
                                words,
                                100 - 100 * match.missRate(),
                                match.count(Fate.CONFUSED),
                                match.count(Fate.MISSED));
        return String.format(
                Locale.ROOT,
                "%s %s in %s of audio: %s an hour (95 %% interval %s).",
                found,
                counted(match.falseAccepts(), "false accept"),
                Times.text(result.audio().duration()),
                rate(result.falseAccepts().rate()),
                interval(result.falseAccepts().interval()));
    }

    /// How it was measured, in sentences.
    List<String> method() {
        StreamResult.Audio audio = result.audio();
        DetectionSettings detection = result.settings().detection();
        int rate = result.card().sampleRate();
        List<String> facts = new ArrayList<>();
        facts.add(
                String.format(
                        Locale.ROOT,
                        "%s: %s of audio at %,d Hz%s. Labels: %s, %s, %s of other speech.",
                        audio.name(),
                        Times.text(audio.duration()),
                        audio.sampleRate(),
                        audio.sampleRate() == rate
                                ? ""
                                : String.format(Locale.ROOT, ", heard at %,d Hz", rate),
                        result.track().name(),
                        counted(result.match().words().size(), "word"),
                        counted(result.otherSpeech(), "stretch")));
        if (!audio.missing().isZero()) {
            facts.add(
                    String.format(
                            Locale.ROOT,
                            "Cut off: the file ends %s before its header says. %s there %s left out.",
                            Times.text(audio.missing()),
                            counted(result.beyond(), "label"),
                            result.beyond() == 1 ? "is" : "are"));
        }
        int overlapping = result.track().overlapping();
        if (overlapping > 0) {
            facts.add(
                    "%s begin%s before an earlier one has ended; each wants a detection of its own."
                            .formatted(counted(overlapping, "label"), overlapping == 1 ? "s" : ""));
        }
        facts.add(
                String.format(
                        Locale.ROOT,
                        "%s hears %s every %s. Probabilities are averaged over %s; a word is"
                                + " detected from %s on, and then nothing for %s.",
                        (result.card().name() + " " + result.card().version()).strip(),
                        span(Duration.ofNanos(Math.round(1e9 * result.card().samples() / rate))),
                        span(detection.hop()),
                        span(detection.average()),
                        number(detection.threshold()),
                        span(detection.suppression())));
        facts.add(
                "A detection counts for a label of its word that the middle of its window lies in,"
                        + " or no further away than "
                        + span(result.settings().tolerance())
                        + "; a label is matched once, and all other detections are false accepts."
                        + " Confused: not found, but another word was detected there.");
        facts.add(latency());
        facts.add(String.format(Locale.ROOT, "Heard at %.0f times real time.", result.speed()));
        return facts;
    }

    private String latency() {
        List<Double> seconds =
                result.match().latencies().stream().map(Times::seconds).sorted().toList();
        if (seconds.isEmpty()) {
            return "No latency: no word was found.";
        }
        return String.format(
                Locale.ROOT,
                "A word is known %.2f s after its label's end in the median, %.2f s at the latest.",
                median(seconds),
                seconds.getLast());
    }

    static double median(List<Double> sorted) {
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    static String interval(Interval interval) {
        return rate(interval.low()) + " to " + rate(interval.high());
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.2f" : rate < 100 ? "%.1f" : "%,.0f", rate);
    }

    /// A threshold without idle digits.
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceFirst("(\\.\\d\\d\\d*?)0+$", "$1");
    }

    private static String span(Duration duration) {
        double seconds = Times.seconds(duration);
        return duration.toMillis() < 1000
                ? duration.toMillis() + " ms"
                : String.format(
                        Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.2f s", seconds);
    }

    private static String counted(int count, String what) {
        String plural = what.endsWith("h") ? what + "es" : what + "s";
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what : plural);
    }
}
