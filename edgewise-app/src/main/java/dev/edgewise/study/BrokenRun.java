package dev.edgewise.study;

import dev.edgewise.measure.BlockOrder.Block;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A run that ended before all was measured, and can be gone on with after its last whole block.
///
/// @param blocks that are whole
/// @param kept the samples of whole blocks and of the warm-up, which begin its file
/// @param thrownAway how many samples of a block that was cut off come after them
record BrokenRun(StudyFile file, int blocks, List<Sample> kept, int thrownAway) {

    BrokenRun {
        kept = List.copyOf(kept);
    }

    /// Reads the run in `folder`.
    ///
    /// @param now what is asked for, of which clips and with which models
    /// @param plan the blocks of a run that is as `now` wants it
    /// @throws IOException in one line if there is none, it is complete, or was of something else
    static BrokenRun read(Path folder, StudyFile now, Iterator<Block> plan) throws IOException {
        StudyFile file = file(folder);
        List<String> differences = Differences.between(file, now);
        if (!differences.isEmpty()) {
            throw new IOException(
                    folder
                            + ": the run that is there was of something else; "
                            + differences.getFirst());
        }
        SampleReader.Found found =
                SampleReader.readWholeLines(folder.resolve(OutputFolder.SAMPLES));
        List<Sample> samples = found.samples();
        int blocks = whole(samples, plan);
        int lines = 0;
        while (lines < samples.size()
                && (samples.get(lines).stage() == Stage.WARM_UP
                        || samples.get(lines).block() < blocks)) {
            lines++;
        }
        return new BrokenRun(
                file,
                blocks,
                samples.subList(0, lines),
                samples.size() - lines + (found.cutOff() ? 1 : 0));
    }

    /// What is known of the run in `folder`.
    ///
    /// @throws IOException in one line if there is none, or it is complete
    static StudyFile file(Path folder) throws IOException {
        StudyFile file = StudyFile.read(folder);
        if (file.ending().complete()) {
            throw new IOException(
                    folder + ": the run that is there is complete, nothing is left to measure");
        }
        return file;
    }

    private static int whole(List<Sample> samples, Iterator<Block> plan) {
        Map<String, Integer> measured = new HashMap<>();
        for (Sample sample : samples) {
            if (sample.stage() == Stage.MEASURED) {
                measured.merge(sample.block() + " " + sample.place(), 1, Integer::sum);
            }
        }
        int blocks = 0;
        while (plan.hasNext()) {
            Block block = plan.next();
            for (String arm : block.places()) {
                int there = measured.getOrDefault(block.number() + " " + arm, 0);
                if (there < block.items().size()) {
                    return blocks;
                }
            }
            blocks++;
        }
        return blocks;
    }

    /// When its last sample that is kept ended, since measuring began.
    long endNanos() {
        return kept.stream()
                .mapToLong(sample -> sample.startNanos() + sample.outcome().nanos())
                .max()
                .orElse(0);
    }
}
