package dev.edgewise.train;

import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.util.Locale;

/// Shows a training: a bar with loss, accuracy and time left, and a line for each epoch that
/// has ended.
final class TrainingProgress implements TrainingRun.Watcher, AutoCloseable {

    private final Progress progress;
    private ProgressBar bar;
    private int epochs;

    TrainingProgress(Progress progress) {
        this.progress = progress;
        this.bar = progress.start("loading", 0);
    }

    @Override
    public void reading(int recordings) {
        bar.close();
        bar = progress.start("reading clips", recordings);
    }

    @Override
    public Progress progress() {
        bar.close();
        return progress;
    }

    @Override
    public void read(int recordings) {
        bar.step(recordings, "");
    }

    @Override
    public void training(int clips, int validationClips, Recipe recipe, int before) {
        this.epochs = recipe.epochs();
        long steps = recipe.steps(clips);
        bar.close();
        bar = progress.start("train", steps * before, steps * epochs);
        bar.say(
                String.format(
                        Locale.ROOT,
                        "%d clips for training, %d for validation%s",
                        clips,
                        validationClips,
                        before == 0 ? "" : "; going on after epoch " + before));
    }

    /// All of it fits into 80 columns.
    @Override
    public void learned(int epoch, Score soFar) {
        bar.step(
                String.format(
                        Locale.ROOT,
                        "loss %.2f accuracy %.0f %%",
                        soFar.loss(),
                        100 * soFar.accuracy()));
    }

    @Override
    public void ended(EpochScore ended) {
        Score training = ended.training();
        Score validation = ended.validation();
        bar.say(
                String.format(
                        Locale.ROOT,
                        "epoch %d/%d: loss %.4f, accuracy %.1f %%; validation %.4f, %.1f %%",
                        ended.epoch(),
                        epochs,
                        training.loss(),
                        100 * training.accuracy(),
                        validation.loss(),
                        100 * validation.accuracy()));
    }

    @Override
    public void close() {
        bar.close();
    }
}
