package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.report.Millis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a run is asked for, of what or where, otherwise than one that is there.
final class Differences {

    private static final int ENOUGH_OF_A_HASH = 12;
    private static final String UNKNOWN = "unknown";

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /// The differences that figures depend on, a few words each, the most telling first.
    static List<String> between(StudyFile there, StudyFile now) {
        Differences all = new Differences();
        Asked before = there.asked();
        Asked asked = now.asked();
        RunContext then = there.sessions().getFirst().context();
        RunContext today = now.last().context();
        all.note("links or servers", remotes(before), remotes(asked));
        all.note("models", models(there), models(now));
        all.clips(there.clips().files(), now.clips().files());
        all.note("to be measured", extent(before.extent()), extent(asked.extent()));
        all.note("seed", before.seed() + "", asked.seed() + "");
        all.note("margin", margin(before.margin()), margin(asked.margin()));
        all.note(
                "version of Edgewise",
                then.versions().getOrDefault("edgewise", UNKNOWN),
                today.versions().getOrDefault("edgewise", UNKNOWN));
        all.note(
                "processor",
                then.machine().getOrDefault("cpu", UNKNOWN),
                today.machine().getOrDefault("cpu", UNKNOWN));
        return all.found;
    }

    private void clips(List<ClipFile> there, List<ClipFile> now) {
        note("number of clips", there.size() + "", now.size() + "");
        for (int i = 0; i < there.size() && there.size() == now.size(); i++) {
            ClipFile before = there.get(i);
            if (!before.equals(now.get(i))) {
                note("clip", clip(before), clip(now.get(i)));
                return;
            }
        }
    }

    private void note(String what, String there, String now) {
        if (!there.equals(now)) {
            found.add("%s: %s there, %s now".formatted(what, there, now));
        }
    }

    private static String remotes(Asked asked) {
        return asked.remotes().stream()
                .map(
                        far ->
                                far.link().map(AskedLink::spec).orElse(far.server())
                                        + " with uploads by "
                                        + far.upload())
                .collect(Collectors.joining("; "));
    }

    private static String models(StudyFile file) {
        return file.models().stream()
                .map(model -> model.name() + " " + model.sha256().substring(0, ENOUGH_OF_A_HASH))
                .collect(Collectors.joining("; "));
    }

    private static String clip(ClipFile clip) {
        return clip.name() + " " + clip.sha256().substring(0, ENOUGH_OF_A_HASH);
    }

    private static String extent(Extent extent) {
        return switch (extent) {
            case Extent.Requests requests -> requests.count() + " requests a place";
            case Extent.Known known -> Sentences.until(known.until());
        };
    }

    private static String margin(Margin margin) {
        return Sentences.percent(margin.share())
                + " or "
                + Millis.text(margin.least().toNanos() / 1e6)
                + " ms";
    }
}
