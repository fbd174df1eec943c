package dev.edgewise.study;

import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A run of the study, read back from its folder: a result for each model over each link.
public final class StudyRun {

    private final StudyFile file;
    private final List<StudyResult> cells;

    private StudyRun(StudyFile file, List<StudyResult> cells) {
        this.file = file;
        this.cells = List.copyOf(cells);
    }

    /// Reads `study.json`, `samples.jsonl` and `resources.jsonl` in `folder`, which a `compare` has
    /// written, is writing, or was killed while writing. A last line that was cut off is left out,
    /// and the results say so.
    ///
    /// @throws IOException in one line if there is no run, or one that is broken or from another
    /// version
    public static StudyRun read(Path folder) throws IOException {
        StudyFile file = StudyFile.read(folder);
        SampleReader.Found found =
                SampleReader.readWholeLines(folder.resolve(OutputFolder.SAMPLES));
        List<String> notes = new ArrayList<>();
        if (found.cutOff()) {
            notes.add("The last sample was left out: its line was cut off in the middle.");
        }
        ResourcesJson.Found resources = ResourcesJson.read(folder.resolve(OutputFolder.RESOURCES));
        if (resources.cutOff()) {
            notes.add("What the last block cost was left out: its line was cut off in the middle.");
        }
        boolean measured =
                found.samples().stream().anyMatch(sample -> sample.stage() == Stage.MEASURED);
        if (measured && resources.all().isEmpty()) {
            notes.add("What requests cost isn't known: resources.jsonl tells of no block.");
        }
        Session first = file.sessions().getFirst();
        for (Session session : file.sessions().subList(1, file.sessions().size())) {
            notes.add(Sentences.wentOn(session));
            Sentences.changed(first.context(), session.context()).ifPresent(notes::add);
        }
        List<StudyResult> cells = new ArrayList<>();
        for (StudyCell cell : file.cells()) {
            cells.add(new StudyResult(file, cell, found.samples(), resources.all(), notes));
        }
        return new StudyRun(file, cells);
    }

    /// What was found, with each model over each link.
    public List<StudyResult> cells() {
        return cells;
    }

    /// What tells a cell from the others: `tutorial-cnn over lte`.
    String title(StudyResult cell) {
        boolean models = file.models().size() > 1;
        boolean remotes = file.asked().remotes().size() > 1;
        return (models ? cell.model().name() : "")
                + (models && remotes ? " " : "")
                + (remotes ? "over " + cell.remote().name() : "");
    }

    /// What was found, in a sentence.
    String sentence() {
        return cells.size() == 1
                ? cells.getFirst().sentence()
                : Sentences.overall("combinations of model and link", cells);
    }

    /// The names of its emulated links.
    List<String> emulatedLinks() {
        return file.asked().remotes().stream()
                .flatMap(remote -> remote.link().stream())
                .map(AskedLink::name)
                .toList();
    }

    /// Whether less was measured than was planned.
    public boolean partial() {
        return cells.getFirst().partial();
    }

    /// How it ended.
    public Ending ending() {
        return file.ending();
    }
}
