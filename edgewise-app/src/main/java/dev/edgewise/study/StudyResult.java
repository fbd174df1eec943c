package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.Comparison;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.WarmUp;
import dev.edgewise.remote.MeasuredLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a study found: its samples, and what they were made under. Text, page and JSON are made
/// from it.
public final class StudyResult {

    /// The pairs that are compared besides the two that the verdict is about.
    private static final List<List<Place>> OTHER_PAIRS =
            List.of(
                    List.of(Place.EDGE, Place.REMOTE_BODY),
                    List.of(Place.EDGE_HTTP, Place.REMOTE_BODY),
                    List.of(Place.REMOTE_PATH, Place.REMOTE_BODY),
                    List.of(Place.EDGE, Place.EDGE_HTTP));

    private final StudySettings settings;
    private final ClipSet clips;
    private final Optional<MeasuredLink> measuredLink;
    private final Map<Place, WarmUp> warmUps;
    private final Figures figures;
    private final RunContext context;
    private final Ending ending;

    StudyResult(
            StudySettings settings,
            ClipSet clips,
            Optional<MeasuredLink> measuredLink,
            Map<Place, WarmUp> warmUps,
            List<Sample> samples,
            RunContext context,
            Ending ending) {
        this.settings = settings;
        this.clips = clips;
        this.measuredLink = measuredLink;
        this.warmUps = Map.copyOf(warmUps);
        this.figures = new Figures(samples, settings.seed());
        this.context = context;
        this.ending = ending;
    }

    /// Two places compared on one time.
    ///
    /// @param comparison nothing if they have no block in common
    record Pair(Place first, Place second, Quantity on, Optional<Comparison> comparison) {}

    /// How it ended.
    public Ending ending() {
        return ending;
    }

    /// Whether less was measured than was planned.
    public boolean partial() {
        return !(ending instanceof Ending.Complete);
    }

    /// The verdict in a sentence.
    public String sentence() {
        return Sentences.verdict(this);
    }

    StudySettings settings() {
        return settings;
    }

    ClipSet clips() {
        return clips;
    }

    Optional<MeasuredLink> measuredLink() {
        return measuredLink;
    }

    /// The link's numbers as asked for; nothing where the link is a real one.
    Optional<LinkProfile> askedLink() {
        return switch (settings.remote()) {
            case Remote.Emulated emulated -> Optional.of(emulated.link());
            case Remote.Real _ -> Optional.empty();
        };
    }

    Map<Place, WarmUp> warmUps() {
        return warmUps;
    }

    Figures figures() {
        return figures;
    }

    RunContext context() {
        return context;
    }

    /// The comparison that the verdict is about, on one of the two times that the report argued.
    Pair main(Quantity on) {
        return pair(Place.EDGE_HTTP, Place.REMOTE_PATH, on);
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
        return new Pair(first, second, on, figures.compare(first, second, on, settings.margin()));
    }
}
