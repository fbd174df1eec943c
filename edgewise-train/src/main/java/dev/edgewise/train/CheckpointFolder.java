package dev.edgewise.train;

import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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

    /// Begins a training in `folder`; what is there of one that has ended is removed.
    ///
    /// @param settings in words; who resumes must have the same
    /// @param file the model's, which is younger than the checkpoints of a training that has
    /// ended
    /// @throws IOException if another training is in it, or it can't be made
    static CheckpointFolder begin(Path folder, String settings, Path file) throws IOException {
        requireNone(folder, file);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(LAST));
            Files.deleteIfExists(folder.resolve(BEST));
            Files.deleteIfExists(folder.resolve(CURVE));
        } catch (FileAlreadyExistsException e) {
            throw new TrainingException(folder + ": a file, expected a folder to make", e);
        } catch (IOException e) {
            throw new TrainingException(folder + ": can't be made: " + e.getMessage(), e);
        }
        WholeFile.at(folder.resolve(LAST));
        return new CheckpointFolder(folder, settings);
    }

    /// @throws IOException if there is a training in `folder` that hasn't ended
    static void requireNone(Path folder, Path file) throws IOException {
        int epochs = resumable(folder, file);
        if (epochs > 0) {
            throw new TrainingException(
                    folder
                            + ": holds a training of "
                            + (epochs == 1 ? "1 epoch" : epochs + " epochs")
                            + "; go on with --resume, or remove the folder");
        }
    }

    /// @throws TrainingException if there is no training in `folder`
    static void requireTraining(Path folder) throws TrainingException {
        if (!Files.exists(folder.resolve(LAST))) {
            throw new TrainingException(folder + ": no training to resume (no " + LAST + " in it)");
        }
    }

    /// How many epochs the training in `folder` has come, if it hasn't ended; else 0.
    static int resumable(Path folder, Path file) throws IOException {
        Path last = folder.resolve(LAST);
        return Files.exists(last) && !ended(last, file)
                ? Checkpoint.read(last).history().size()
                : 0;
    }

    private static boolean ended(Path last, Path file) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(last)) >= 0;
    }

    /// Opens the training that was begun in `folder`.
    ///
    /// @throws TrainingException if there is none, or it has other settings
    static CheckpointFolder resume(Path folder, String settings) throws TrainingException {
        requireTraining(folder);
        List<String> before = Checkpoint.read(folder.resolve(LAST)).settings().lines().toList();
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
