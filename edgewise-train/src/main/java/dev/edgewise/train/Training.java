package dev.edgewise.train;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// Trains a network by a [Recipe], epoch by epoch.
final class Training {

    /// Clips in one evaluation step.
    private static final int EVALUATED_AT_ONCE = 100;

    private final Recipe recipe;
    private final Curriculum curriculum;
    private final List<Lesson> validation;
    private final Feeder feeder;
    private final Listener listener;

    /// Is told how far training has come.
    interface Listener {

        /// One more step of `epoch` (from 1) is done; `soFar` is the epoch's score until now.
        void learned(int epoch, Score soFar);

        /// An epoch has ended.
        void ended(EpochScore epoch);
    }

    Training(
            Recipe recipe,
            Curriculum curriculum,
            List<Lesson> validation,
            Feeder feeder,
            Listener listener) {
        this.recipe = recipe;
        this.curriculum = curriculum;
        this.validation = List.copyOf(validation);
        this.feeder = feeder;
        this.listener = listener;
    }

    /// Trains `network`, which has come as far as `history`, to the end of the recipe.
    ///
    /// @param keeper gets the network after each epoch
    /// @throws IOException if the loss or a gradient isn't a finite number, a clip can't be
    /// read, or the keeper fails
    void run(TorchNetwork network, Optimizer optimizer, History history, Keeper keeper)
            throws IOException {
        History soFar = history;
        while (soFar.size() < recipe.epochs() && !soFar.waitedFor(recipe.patience())) {
            int epoch = soFar.size() + 1;
            Score learned = epoch(network, optimizer, epoch);
            EpochScore score = new EpochScore(epoch, learned, evaluate(network));
            soFar = soFar.and(score);
            keeper.keep(network, optimizer, soFar);
            listener.ended(score);
        }
    }

    /// Gets the network after each epoch.
    @FunctionalInterface
    interface Keeper {
        void keep(TorchNetwork network, Optimizer optimizer, History history) throws IOException;
    }

    private Score epoch(TorchNetwork network, Optimizer optimizer, int epoch) throws IOException {
        SplittableRandom random = curriculum.random(epoch);
        List<Lesson> lessons = curriculum.lessons(random);
        int steps = recipe.steps(lessons.size());
        Score[] score = {Score.NONE};
        int[] step = {0};
        feeder.feed(
                lessons,
                recipe.batch(),
                recipe.augmentation(),
                batch -> {
                    double rate = recipe.rate((epoch - 1L) * steps + step[0]++, steps);
                    try {
                        Score learned =
                                network.learn(
                                        batch.features(), batch.labels(), optimizer, rate, random);
                        score[0] = score[0].plus(learned);
                    } catch (TrainingException e) {
                        throw new TrainingException("epoch " + epoch + ": " + e.getMessage(), e);
                    }
                    listener.learned(epoch, score[0]);
                });
        return score[0];
    }

    /// How good `network` is on the validation clips.
    Score evaluate(TorchNetwork network) throws IOException {
        Score[] score = {Score.NONE};
        feeder.feed(
                validation,
                EVALUATED_AT_ONCE,
                Augmentation.NONE,
                batch ->
                        score[0] =
                                score[0].plus(
                                        Score.of(
                                                network.logits(batch.features()), batch.labels())));
        return score[0];
    }
}
