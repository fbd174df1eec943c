package dev.edgewise.study;

import dev.edgewise.measure.statistics.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The results of one run or of several, side by side: devices, links, models. Text, page, CSV and
/// JSON are made from it.
public final class SideBySide {

    private final List<Entry> entries;

    /// One model over one link, of one run.
    ///
    /// @param label what tells it from the others
    record Entry(String label, Path folder, StudyRun run, StudyResult cell) {

        /// Whether what was measured at `place` is the same for both: the edge knows no link.
        boolean sharesWith(Entry other, Place place) {
            return run == other.run
                    && !place.remote()
                    && cell.model().name().equals(other.cell.model().name());
        }

        boolean hasClipsOf(Entry other) {
            return Set.copyOf(cell.clips().files()).equals(Set.copyOf(other.cell.clips().files()));
        }
    }

    /// How far apart two of them lie at a place, in total.
    ///
    /// @param paired whether they were measured in the same blocks; else they are independent
    record Difference(
            Entry first, Entry second, Place place, boolean paired, Comparison comparison) {}

    private SideBySide(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// Reads the runs in `folders`.
    ///
    /// @throws IOException in one line if one isn't there, or is broken
    public static SideBySide read(List<Path> folders) throws IOException {
        Map<Path, StudyRun> runs = new LinkedHashMap<>();
        Set<Path> real = new HashSet<>();
        for (Path folder : folders) {
            runs.put(folder, StudyRun.read(folder));
            if (!real.add(folder.toRealPath())) {
                throw new IOException(folder + ": is given twice");
            }
        }
        List<Entry> entries = new ArrayList<>();
        runs.forEach(
                (folder, run) -> {
                    for (StudyResult cell : run.cells()) {
                        List<String> label = new ArrayList<>();
                        if (runs.size() > 1 || run.cells().size() == 1) {
                            label.add(folder.toString());
                        }
                        if (run.cells().size() > 1) {
                            label.add(run.title(cell));
                        }
                        entries.add(new Entry(String.join(" ", label), folder, run, cell));
                    }
                });
        return new SideBySide(entries);
    }

    /// The runs, in the order of their folders.
    public List<StudyRun> runs() {
        return List.copyOf(new LinkedHashSet<>(entries.stream().map(Entry::run).toList()));
    }

    List<Entry> entries() {
        return entries;
    }

    /// Those that have a measurement of their own at `place`.
    List<Entry> entries(Place place) {
        List<Entry> own = new ArrayList<>();
        for (Entry entry : entries) {
            if (own.stream().noneMatch(before -> entry.sharesWith(before, place))) {
                own.add(entry);
            }
        }
        return own;
    }

    /// What was found, in a sentence.
    public String sentence() {
        return entries.size() == 1
                ? entries.getFirst().cell().sentence()
                : Sentences.overall("results", entries.stream().map(Entry::cell).toList());
    }

    /// Each against the first, where both recognised the same clips.
    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        Entry first = entries.getFirst();
        for (Entry second : entries.subList(1, entries.size())) {
            for (Place place : Place.values()) {
                if (first.hasClipsOf(second) && entries(place).contains(second)) {
                    difference(first, second, place).ifPresent(differences::add);
                }
            }
        }
        return differences;
    }

    private static Optional<Difference> difference(Entry first, Entry second, Place place) {
        Figures one = first.cell().figures();
        Figures other = second.cell().figures();
        boolean paired = first.run() == second.run();
        Optional<Comparison> comparison =
                paired
                        ? one.compare(
                                place, other, place, Quantity.TOTAL, first.cell().asked().margin())
                        : one.summary(place, Quantity.TOTAL)
                                .flatMap(
                                        a ->
                                                other.summary(place, Quantity.TOTAL)
                                                        .map(
                                                                b ->
                                                                        Comparison.ofIndependent(
                                                                                a.mean(),
                                                                                b.mean(),
                                                                                first.cell()
                                                                                        .asked()
                                                                                        .margin())));
        return comparison.map(found -> new Difference(first, second, place, paired, found));
    }

    /// What makes some of them less comparable than they look, in sentences.
    List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        Entry first = entries.getFirst();
        for (Entry entry : entries) {
            if (entry.cell().partial()) {
                cautions.add(entry.label() + " is partial: less was measured than was planned.");
            }
            entry.cell().notes().forEach(note -> cautions.add(entry.label() + ": " + note));
            if (!first.hasClipsOf(entry)) {
                cautions.add(
                        "%s recognised other clips (%s) than %s (%s): they are not compared."
                                .formatted(
                                        entry.label(),
                                        entry.cell().clips().source(),
                                        first.label(),
                                        first.cell().clips().source()));
            }
            ModelFacts own = entry.cell().model();
            ModelFacts theirs = first.cell().model();
            if (own.name().equals(theirs.name()) && !own.sha256().equals(theirs.sha256())) {
                cautions.add(
                        "%s ran another file called %s than %s."
                                .formatted(entry.label(), own.name(), first.label()));
            }
            if (entry.cell().asked().seed() != first.cell().asked().seed()) {
                cautions.add(
                        "%s and %s had other seeds (%d and %d): another order of clips and places."
                                .formatted(
                                        first.label(),
                                        entry.label(),
                                        first.cell().asked().seed(),
                                        entry.cell().asked().seed()));
            }
            String version = version(entry);
            if (!version.equals(version(first))) {
                cautions.add(
                        "%s was measured by version %s, %s by %s."
                                .formatted(entry.label(), version, first.label(), version(first)));
            }
        }
        return List.copyOf(new LinkedHashSet<>(cautions));
    }

    private static String version(Entry entry) {
        return entry.cell().context().versions().getOrDefault("edgewise", "unknown");
    }
}
