package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.MeasuredLink;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a study found with one model over one link: its samples, and what they were made under.
/// Text, page and JSON are made from it, and it is made from a run's folder alone ([StudyRun]).
public final class StudyResult {

    /// The pairs that are compared besides the two that the verdict is about.
    private static final List<List<Place>> OTHER_PAIRS =
            List.of(
                    List.of(Place.EDGE, Place.REMOTE_BODY),
                    List.of(Place.EDGE_HTTP, Place.REMOTE_BODY),
                    List.of(Place.REMOTE_PATH, Place.REMOTE_BODY),
                    List.of(Place.EDGE, Place.EDGE_HTTP));

    private final StudyFile file;
    private final StudyCell cell;
    private final Far remote;
    private final ModelFacts model;
    private final Figures figures;
    private final Costs costs;
    private final Care care;
    private final List<String> notes;
    private final Map<Question, Pair> pairs = new HashMap<>();
    private final Map<Percentile, Optional<Comparison>> percentiles =
            new EnumMap<>(Percentile.class);

    /// @param file what is known of the run
    /// @param samples of all cells
    /// @param resources likewise
    /// @param notes what else is to be said of the samples, in sentences
    StudyResult(
            StudyFile file,
            StudyCell cell,
            List<Sample> samples,
            List<Resources> resources,
            List<String> notes) {
        this.file = file;
        this.cell = cell;
        this.remote = file.remote(cell.remote());
        this.model = file.model(cell.model());
        this.figures = new Figures(cell.own(samples), file.asked().seed(), file.asked().extent());
        this.costs = new Costs(cell, resources, file.asked().seed());
        this.care = new Care(figures.times(), file.asked().seed());
        this.notes = List.copyOf(notes);
    }

    private record Question(Place first, Place second, Quantity on) {}

    /// Two places compared on one time.
    ///
    /// @param comparison nothing if they have no block in common
    record Pair(Place first, Place second, Quantity on, Optional<Comparison> comparison) {}

    /// How it ended.
    public Ending ending() {
        return file.ending();
    }

    /// Whether less was measured than was planned.
    public boolean partial() {
        return !ending().complete();
    }

    /// The verdict in a sentence.
    public String sentence() {
        return Sentences.verdict(this);
    }

    /// What was asked for.
    Asked asked() {
        return file.asked();
    }

    ClipFacts clips() {
        return file.clips();
    }

    /// What the clips were recognised with.
    ModelFacts model() {
        return model;
    }

    /// The remote place.
    Far remote() {
        return remote;
    }

    Optional<MeasuredLink> measuredLink() {
        return Optional.ofNullable(file.last().links().get(remote.name()));
    }

    /// The link's numbers as asked for; nothing where the link is a real one.
    Optional<AskedLink> askedLink() {
        return remote.link();
    }

    Map<Place, WarmUp> warmUps() {
        Map<Place, WarmUp> found = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            WarmUp warmUp = file.last().warmUp().get(cell.arm(place).name());
            if (warmUp != null) {
                found.put(place, warmUp);
            }
        }
        return found;
    }

    /// What a request costs but time.
    Costs costs() {
        return costs;
    }

    /// Why energy wasn't measured, in one session or another; empty if nothing is known to have
    /// been in the way.
    String whyNoEnergy() {
        return file.sessions().stream()
                .map(Session::whyNoEnergy)
                .filter(why -> !why.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /// What to know of the totals before they are believed.
    Care care() {
        return care;
    }

    /// What else is to be said of the samples, in sentences.
    List<String> notes() {
        return notes;
    }

    Figures figures() {
        return figures;
    }

    RunContext context() {
        return file.sessions().getFirst().context();
    }

    /// The comparison that the verdict is about, on one of the two times that the report argued.
    Pair main(Quantity on) {
        return pair(Place.EDGE_HTTP, Place.REMOTE_PATH, on);
    }

    /// How far apart the two places of the verdict lie in a percentile of the total.
    Optional<Comparison> percentile(Percentile percentile) {
        return percentiles.computeIfAbsent(
                percentile,
                wanted ->
                        figures.compare(
                                Place.EDGE_HTTP,
                                Place.REMOTE_PATH,
                                Quantity.TOTAL,
                                wanted,
                                asked().margin()));
    }

    /// All comparisons, those of the verdict first.
    List<Pair> pairs() {
        List<Pair> pairs = new java.util.ArrayList<>();
        pairs.add(main(Quantity.TOTAL));
        pairs.add(main(Quantity.REQUEST));
        OTHER_PAIRS.forEach(pair -> pairs.add(pair(pair.get(0), pair.get(1), Quantity.TOTAL)));
        return pairs;
    }

    private Pair pair(Place first, Place second, Quantity on) {
        return pairs.computeIfAbsent(
                new Question(first, second, on),
                question ->
                        new Pair(
                                first,
                                second,
                                on,
                                figures.compare(first, second, on, asked().margin())));
    }
}
