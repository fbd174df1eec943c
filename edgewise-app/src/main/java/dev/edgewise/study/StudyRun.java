package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
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

    /// Reads `study.json` and `samples.jsonl` in `folder`, which a `compare` has written, is
    /// writing
    /// or was killed while writing. A last line that was cut off is left out, and the results say
    /// so.
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
        return new StudyRun(file, cells(file, found.samples(), notes));
    }

    private static List<StudyResult> cells(
            StudyFile file, List<Sample> samples, List<String> notes) {
        List<StudyResult> cells = new ArrayList<>();
        for (ModelFacts model : file.models()) {
            for (Far remote : file.asked().remotes()) {
                cells.add(new StudyResult(file, remote, model, samples, notes));
            }
        }
        return cells;
    }

    /// What was found, with each model over each link.
    public List<StudyResult> cells() {
        return cells;
    }

    /// How it ended.
    public Ending ending() {
        return file.ending();
    }
}
