package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Until;
import dev.edgewise.measure.statistics.Verdict;
import dev.edgewise.report.Millis;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the figures say, in words.
final class Sentences {

    private Sentences() {}

    /// The verdict on the two times that the report argued: with the upload, and the request alone.
    static String verdict(StudyResult result) {
        Optional<Comparison> total = result.main(Quantity.TOTAL).comparison();
        Optional<Comparison> request = result.main(Quantity.REQUEST).comparison();
        if (total.isEmpty() || request.isEmpty()) {
            return "Nothing can be said yet: no block was measured at both places.";
        }
        String more = alone(total.get(), request.get());
        return (result.partial() ? "So far: " : "")
                + whole(total.get(), where(result))
                + (more.isEmpty() ? "" : " " + more);
    }

    /// How often offloading pays, of several results.
    ///
    /// @param what they are: "combinations of model and link"
    static String overall(String what, List<StudyResult> cells) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("remote", "pays");
        words.put("edge", "does not pay");
        words.put("equal", "makes no difference that matters");
        words.put("undecided", "is undecided");
        Map<String, Integer> times = new LinkedHashMap<>();
        words.keySet().forEach(answer -> times.put(answer, 0));
        for (StudyResult cell : cells) {
            times.merge(better(cell.main(Quantity.TOTAL).comparison()), 1, Integer::sum);
        }
        times.values().removeIf(count -> count == 0);
        String soFar = cells.stream().anyMatch(StudyResult::partial) ? "So far: " : "";
        if (times.size() == 1) {
            String only = times.keySet().iterator().next();
            return "%sIn all %d %s, offloading %s."
                    .formatted(soFar, cells.size(), what, words.get(only));
        }
        List<String> parts = new ArrayList<>();
        times.forEach((answer, count) -> parts.add(words.get(answer) + " in " + count));
        String last = parts.removeLast();
        return "%sOf %d %s, offloading %s and %s."
                .formatted(soFar, cells.size(), what, String.join(", ", parts), last);
    }

    /// The winner's name in JSON.
    static String better(Optional<Comparison> comparison) {
        if (comparison.isEmpty()) {
            return "undecided";
        }
        return switch (comparison.get().verdict()) {
            case Verdict.FirstBetter _ -> "edge";
            case Verdict.SecondBetter _ -> "remote";
            case Verdict.Equal _ -> "equal";
            case Verdict.Undecided _ -> "undecided";
        };
    }

    /// A comparison's verdict in a few words, for tables.
    static String brief(StudyResult.Pair pair) {
        if (pair.comparison().isEmpty()) {
            return "nothing measured";
        }
        return switch (pair.comparison().get().verdict()) {
            case Verdict.FirstBetter _ -> pair.first().id() + " is faster";
            case Verdict.SecondBetter _ -> pair.second().id() + " is faster";
            case Verdict.Equal _ -> "equal";
            case Verdict.Undecided undecided -> "undecided" + needed(undecided, " (", ")");
        };
    }

    /// Where the remote server is, and that the link is emulated if it is.
    static String where(StudyResult result) {
        return result.askedLink()
                .map(link -> "over the emulated link " + link.name())
                .orElseGet(() -> "over the link to " + result.remote().server());
    }

    /// Why it ended, if it is worth a word.
    static Optional<String> ended(Ending ending) {
        return switch (ending) {
            case Ending.Complete _ -> Optional.empty();
            case Ending.Narrow narrow ->
                    Optional.of(
                            "It ended after "
                                    + narrow.blocks()
                                    + " blocks and "
                                    + duration(narrow.after())
                                    + ": the interval was narrow enough, with every model and over"
                                    + " every link.");
            case Ending.TimeUp late ->
                    Optional.of(
                            "It ended after "
                                    + late.blocks()
                                    + " blocks and "
                                    + duration(late.after())
                                    + ": the time was over.");
            case Ending.Interrupted _ -> Optional.of("Partial: it was interrupted.");
            case Ending.Failed failed -> Optional.of("Partial: it ended early: " + failed.why());
            case Ending.Unknown _ ->
                    Optional.of("Partial: its process was killed, or is still measuring.");
        };
    }

    /// That a run broke off and was gone on with.
    static String wentOn(Session session) {
        return String.format(
                Locale.ROOT,
                "It broke off; it was gone on with at %s, after %,d whole blocks and another warm-up;"
                        + " %,d samples of a block that was cut off were thrown away.",
                session.context().date(),
                session.firstBlock(),
                session.thrownAway());
    }

    /// What a session was made under otherwise than the first one; its date is told elsewhere.
    static Optional<String> changed(RunContext first, RunContext later) {
        Map<String, String> before = first.entries();
        List<String> changes = new ArrayList<>();
        later.entries()
                .forEach(
                        (name, now) -> {
                            String there = before.getOrDefault(name, "none");
                            if (!name.equals("date") && !now.equals(there)) {
                                changes.add(name + ": " + now + ", before " + there);
                            }
                        });
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("It was gone on with under " + String.join("; ", changes) + ".");
    }

    /// About how long, in words.
    static String duration(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1e3));
        return seconds < 100
                ? seconds + " s"
                : seconds < 6_000
                        ? Math.round(seconds / 60.0) + " min"
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600.0);
    }

    /// A share, as short as it can be said: `2 %`.
    static String percent(double share) {
        DecimalFormat form =
                new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return form.format(100 * share) + " %";
    }

    /// How narrow an interval is to be, and for how long that is tried.
    static String until(Until until) {
        double share = until.width().share();
        double millis = until.width().least().toNanos() / 1e6;
        String width =
                share > 0 ? percent(share) + " of edge-http's mean" : Millis.text(millis) + " ms";
        String most = "for at most " + duration(until.most());
        return share > 0 || millis > 0
                ? "until the 95 % interval of the total's difference was "
                        + width
                        + " wide, "
                        + most
                : most;
    }

    /// An interval in milliseconds.
    static String interval(Interval interval) {
        return interval.isKnown()
                ? Millis.text(interval.low()) + " to " + Millis.text(interval.high())
                : "unknown";
    }

    private static String whole(Comparison comparison, String where) {
        double difference = comparison.difference().value();
        String by =
                Millis.text(Math.abs(difference))
                        + " ms "
                        + (difference < 0 ? "less" : "more")
                        + " in total than one at the edge";
        Interval interval = comparison.difference().interval();
        String sure =
                interval.isKnown()
                        ? " (95 % interval of the difference " + interval(interval) + " ms)"
                        : " (too few blocks for an interval)";
        return switch (comparison.verdict()) {
            case Verdict.FirstBetter _ ->
                    "Offloading does not pay: "
                            + where
                            + ", a recognition takes "
                            + by
                            + sure
                            + ".";
            case Verdict.SecondBetter _ ->
                    "Offloading pays: " + where + ", a recognition takes " + by + sure + ".";
            case Verdict.Equal _ ->
                    "Offloading makes no difference that matters: "
                            + where
                            + ", a recognition takes "
                            + by
                            + sure
                            + ", which is within the margin of "
                            + Millis.text(comparison.marginMillis())
                            + " ms.";
            case Verdict.Undecided undecided ->
                    "Undecided: "
                            + where
                            + ", a recognition takes "
                            + by
                            + sure
                            + "; the margin is "
                            + Millis.text(comparison.marginMillis())
                            + " ms"
                            + needed(undecided, "; ", " would decide")
                            + ".";
        };
    }

    private static String alone(Comparison total, Comparison request) {
        boolean same = total.verdict().getClass() == request.verdict().getClass();
        double difference = request.difference().value();
        Interval interval = request.difference().interval();
        return "Without the upload, "
                + (same ? "the answer is the same: " : "the answer is another: ")
                + (same
                        ? ""
                        : switch (request.verdict()) {
                            case Verdict.FirstBetter _ -> "the edge is faster, ";
                            case Verdict.SecondBetter _ -> "the remote server is faster, ";
                            case Verdict.Equal _ -> "no difference that matters, ";
                            case Verdict.Undecided _ -> "undecided, ";
                        })
                + "its request takes "
                + Millis.text(Math.abs(difference))
                + " ms "
                + (difference < 0 ? "less" : "more")
                + (interval.isKnown() ? " (" + interval(interval) + ")" : "")
                + ".";
    }

    private static String needed(Verdict.Undecided undecided, String before, String after) {
        return undecided.requests().isPresent()
                ? before
                        + String.format(
                                Locale.ROOT,
                                "about %,d requests a place",
                                undecided.requests().getAsLong())
                        + after
                : "";
    }
}
