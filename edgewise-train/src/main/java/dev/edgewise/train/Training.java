package dev.edgewise.train;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Trains a network by a [Recipe]. What an epoch draws, the order of its clips and its dropout,
/// depends on the seed and the epoch alone.
final class Training {

    /// An epoch in the seeds of two trainings: prime, and beyond any number of epochs.
    private static final long EPOCHS = 1_000_003;

    /// Clips in one evaluation step.
    private static final int EVALUATED_AT_ONCE = 256;

    private final Recipe recipe;
    private final long seed;
    private final Listener listener;

    /// Is told how far training has come.
    interface Listener {

        /// One more step of `epoch` (from 1) is done; `soFar` is the epoch's score until now.
        void learned(int epoch, Score soFar);

        /// `epoch` has ended.
        void ended(int epoch, Score training, Score validation);
    }

    /// How a training ended: after which epoch, and how good the network then was.
    record Outcome(int epochs, Score validation) {}

    Training(Recipe recipe, long seed, Listener listener) {
        this.recipe = recipe;
        this.seed = seed;
        this.listener = listener;
    }

    /// Makes the engine's random numbers those from which the network's first weights are drawn.
    void drawWeights() {
        Torch.seed(seedOf(0));
    }

    /// Trains `network` to the end of the recipe.
    ///
    /// @throws TrainingException if the loss or a gradient isn't a finite number
    Outcome run(TorchNetwork network, Examples training, Examples validation)
            throws TrainingException {
        double lowest = Double.POSITIVE_INFINITY;
        int waited = 0;
        int epoch = 0;
        Score score = Score.NONE;
        while (epoch < recipe.epochs() && waited < recipe.patience()) {
            epoch++;
            Score learned = epoch(network, training, epoch);
            score = evaluate(network, validation);
            listener.ended(epoch, learned, score);
            if (score.loss() < lowest) {
                lowest = score.loss();
                waited = 0;
            } else {
                waited++;
            }
        }
        return new Outcome(epoch, score);
    }

    private Score epoch(TorchNetwork network, Examples examples, int epoch)
            throws TrainingException {
        Torch.seed(seedOf(epoch));
        int[] order = shuffled(examples.size(), new SplittableRandom(seedOf(epoch)));
        Score score = Score.NONE;
        for (int from = 0; from < order.length; from += recipe.batch()) {
            int to = Math.min(order.length, from + recipe.batch());
            try {
                score =
                        score.plus(
                                network.learn(
                                        examples.features(order, from, to),
                                        examples.words(order, from, to)));
            } catch (TrainingException e) {
                throw new TrainingException("epoch " + epoch + ": " + e.getMessage(), e);
            }
            listener.learned(epoch, score);
        }
        return score;
    }

    /// How good `network` is on `examples`.
    static Score evaluate(TorchNetwork network, Examples examples) {
        int[] order = IntStream.range(0, examples.size()).toArray();
        Score score = Score.NONE;
        for (int from = 0; from < order.length; from += EVALUATED_AT_ONCE) {
            int to = Math.min(order.length, from + EVALUATED_AT_ONCE);
            score =
                    score.plus(
                            Score.of(
                                    network.logits(examples.features(order, from, to)),
                                    examples.words(order, from, to)));
        }
        return score;
    }

    private long seedOf(int epoch) {
        return seed * EPOCHS + epoch;
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }
}
