package dev.edgewise.study;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A run's results as text: the tables first, and last, where a terminal's eye is, the verdict.
public final class StudyText {

    private StudyText() {}

    /// The text in lines of at most `width` columns. Where there are several models or links, a
    /// table of all comes first, then each, and last what was found with each.
    public static String of(StudyRun run, int width) {
        List<StudyResult> cells = run.cells();
        if (cells.size() == 1) {
            return of(cells.getFirst(), width);
        }
        List<String> parts = new ArrayList<>();
        parts.add(new CellTable(run).table().text(width));
        List<String> found = new ArrayList<>();
        for (StudyResult cell : cells) {
            String title = run.title(cell);
            parts.add(title + "\n" + "=".repeat(Math.min(width, title.length())));
            parts.add(of(cell, width).stripTrailing());
            found.add(title + ": " + cell.sentence());
        }
        parts.add(Prose.bullets("What was found", found, width));
        return String.join("\n\n", parts) + "\n";
    }

    /// One model over one link.
    static String of(StudyResult result, int width) {
        StudyTables tables = new StudyTables(result);
        List<String> parts = new ArrayList<>();
        parts.add(tables.averages().text(width));
        parts.add(tables.link().text(width));
        parts.add(tables.places().text(width));
        parts.add(Prose.bullets("Shape of the distributions", shapes(result), width));
        parts.add(tables.cold().text(width));
        parts.add(Prose.bullets("How it was measured", method(result), width));
        CostTable.of(result).ifPresent(table -> parts.add(table.text(width)));
        List<String> warnings = result.care().warnings();
        if (!warnings.isEmpty()) {
            parts.add(Prose.bullets("Read with care", warnings, width));
        }
        parts.add(tables.differences().text(width));
        parts.add(tables.percentiles().text(width));
        parts.add(Prose.wrapped(result.sentence(), width));
        return String.join("\n\n", parts) + "\n";
    }

    /// The shape of the times that the report drew, in words.
    static List<String> shapes(StudyResult result) {
        List<String> shapes = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Quantity quantity :
                    List.of(Quantity.UPLOAD, Quantity.PREDICTION, Quantity.REQUEST)) {
                result.figures()
                        .summary(place, quantity)
                        .ifPresent(
                                summary ->
                                        shapes.add(
                                                place.id()
                                                        + ", "
                                                        + quantity.id()
                                                        + ": "
                                                        + summary.shape()));
            }
        }
        return shapes;
    }

    /// How it was measured, in sentences.
    static List<String> method(StudyResult result) {
        List<String> facts = new ArrayList<>();
        Asked asked = result.asked();
        int least =
                List.of(Place.values()).stream()
                        .mapToInt(result.figures()::measured)
                        .min()
                        .orElse(0);
        facts.add(
                "Single stream: a closed loop with one request under way, over kept connections."
                        + " What it shows is the time of one request, not how a server bears load.");
        facts.add(extent(asked, least, result.partial()));
        facts.add("Clips: " + result.clips().source() + ".");
        facts.add(
                result.askedLink().isPresent()
                        ? "The link is emulated: the remote server is another process on this"
                                + " machine, behind a proxy that delays and limits. Uploads go by "
                                + result.remote().upload()
                                + " through it, one session a block."
                        : "The remote server is "
                                + result.remote().server()
                                + "; uploads go by "
                                + result.remote().upload()
                                + ", one session a block.");
        facts.add(warmUp(result.warmUps()));
        result.askedLink()
                .flatMap(link -> IdealTime.of(result.figures(), link))
                .ifPresent(
                        ideal ->
                                facts.add(
                                        String.format(
                                                Locale.ROOT,
                                                "remote-body's median total is %.3f times what the"
                                                        + " link's own numbers allow: %s = %s ms.",
                                                ideal.ratio(),
                                                ideal.formula(),
                                                Millis.text(ideal.millis()))));
        facts.addAll(failures(result.figures()));
        long disagreements = result.figures().disagreements();
        if (disagreements > 0) {
            facts.add(disagreements + " clips got different words at different places.");
        }
        result.care().outliers().ifPresent(facts::add);
        result.care().sentence().ifPresent(facts::add);
        Sentences.ended(result.ending()).ifPresent(facts::add);
        facts.addAll(result.notes());
        return facts;
    }

    private static String extent(Asked asked, int least, boolean partial) {
        String how =
                "the same clips at each, in random interleaved blocks; seed " + asked.seed() + ".";
        return switch (asked.extent()) {
            case Extent.Requests requests ->
                    String.format(
                            Locale.ROOT,
                            "%,d requests a place after warm-up%s, %s",
                            requests.count(),
                            partial
                                    ? String.format(Locale.ROOT, " were planned, %,d made", least)
                                    : "",
                            how);
            case Extent.Known known ->
                    String.format(
                            Locale.ROOT,
                            "%,d requests a place after warm-up, %s; %s",
                            least,
                            Sentences.until(known.until()),
                            how);
        };
    }

    private static String warmUp(Map<Place, WarmUp> warmUps) {
        if (warmUps.size() < Place.values().length) {
            return "The warm-up didn't end.";
        }
        List<String> unsteady = new ArrayList<>();
        for (Place place : Place.values()) {
            WarmUp found = warmUps.get(place);
            if (found != null && !found.steady()) {
                unsteady.add(place.id() + " (" + found.reason() + ")");
            }
        }
        return unsteady.isEmpty()
                ? "Every place was steady when the measurement began."
                : "Not steady when the measurement began: " + String.join("; ", unsteady) + ".";
    }

    private static List<String> failures(Figures figures) {
        List<String> facts = new ArrayList<>();
        for (Place place : Place.values()) {
            Optional<Summary> request = figures.summary(place, Quantity.REQUEST);
            if (request.isPresent()) {
                Map<Status, Integer> counts = request.get().counts();
                int failed = request.get().n() - counts.getOrDefault(Status.ANSWERED, 0);
                if (failed > 0) {
                    facts.add(
                            place.id()
                                    + ": "
                                    + failed
                                    + " requests were not answered; in request and total they"
                                    + " count as long as their deadline, in other times not at"
                                    + " all.");
                }
            }
        }
        return facts;
    }
}
