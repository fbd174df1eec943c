package dev.edgewise.study;

import dev.edgewise.measure.statistics.Margin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is compared, and how.
///
/// @param clips a folder or file of WAV files; the clips that ship with the program if empty
/// @param models shipped models' names or files, each once
/// @param remotes where the remote servers are, and over which links
/// @param extent how much is measured
/// @param margin a smaller difference doesn't matter
/// @param seed of all randomness
/// @param resume whether to go on with a run that broke off
/// @param note a line for the context, may be empty
/// @param program the command line that starts this program, for child processes
/// @param version of this program
public record StudySettings(
        Optional<Path> clips,
        List<String> models,
        List<Remote> remotes,
        Extent extent,
        Margin margin,
        long seed,
        boolean resume,
        String note,
        List<String> program,
        String version) {

    public StudySettings {
        models = List.copyOf(models);
        remotes = List.copyOf(remotes);
        program = List.copyOf(program);
        if (models.isEmpty() || remotes.isEmpty()) {
            throw new IllegalArgumentException("a model and a remote place are needed");
        }
    }
}
