package dev.edgewise.train;

import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a training keeps what it needs to go on: the last epoch, the best one, and the
/// learning curve as a picture.
final class CheckpointFolder {

    static final String LAST = "last.checkpoint";
    static final String BEST = "best.checkpoint";
    static final String CURVE = "curve.svg";

    private final Path folder;
    private final String settings;

    private CheckpointFolder(Path folder, String settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /// Begins a training in `folder`; one that has ended there is forgotten.
    ///
    /// @param settings in words; who resumes must have the same
    /// @param file the model's, which is younger than the checkpoints of a training that has
    /// ended
    /// @throws IOException if another training is in it, or it can't be made
    static CheckpointFolder begin(Path folder, String settings, Path file) throws IOException {
        Path last = folder.resolve(LAST);
        if (Files.exists(last) && !ended(last, file)) {
            Checkpoint there = Checkpoint.read(last);
            throw new TrainingException(
                    folder
                            + ": holds a training of "
                            + there.history().size()
                            + " epochs; go on with --resume, or remove the folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TrainingException(folder + ": can't be made: " + e.getMessage(), e);
        }
        WholeFile.at(last);
        return new CheckpointFolder(folder, settings);
    }

    private static boolean ended(Path last, Path file) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(last)) >= 0;
    }

    /// Opens the training that was begun in `folder`.
    ///
    /// @throws TrainingException if there is none, or it has other settings
    static CheckpointFolder resume(Path folder, String settings) throws TrainingException {
        Path last = folder.resolve(LAST);
        if (!Files.exists(last)) {
            throw new TrainingException(folder + ": no training to resume (no " + LAST + " in it)");
        }
        List<String> before = Checkpoint.read(last).settings().lines().toList();
        List<String> now = settings.lines().toList();
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            String then = i < before.size() ? before.get(i) : "nothing";
            String asked = i < now.size() ? now.get(i) : "nothing";
            if (!then.equals(asked)) {
                throw new TrainingException(
                        folder + ": was begun with '" + then + "', now it is '" + asked + "'");
            }
        }
        return new CheckpointFolder(folder, settings);
    }

    /// Keeps the training as it is after its last epoch.
    void keep(Weights weights, Optimizer optimizer, History history) throws IOException {
        Checkpoint checkpoint = new Checkpoint(settings, history, weights, optimizer.memory());
        byte[] bytes = checkpoint.bytes();
        if (history.best().epoch() == history.size()) {
            WholeFile.at(folder.resolve(BEST)).write(bytes);
        }
        WholeFile.at(folder.resolve(CURVE))
                .write(LearningCurve.svg(history).getBytes(StandardCharsets.UTF_8));
        WholeFile.at(folder.resolve(LAST)).write(bytes);
    }

    Checkpoint last() throws TrainingException {
        return Checkpoint.read(folder.resolve(LAST));
    }

    Checkpoint best() throws TrainingException {
        return Checkpoint.read(folder.resolve(BEST));
    }

    Path folder() {
        return folder;
    }
}
