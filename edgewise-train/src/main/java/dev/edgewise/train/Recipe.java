package dev.edgewise.train;

import java.util.Locale;

/// How a network is trained: Adam on the cross entropy, clips in a new order each epoch.
///
/// @param learningRate Adam's step
/// @param batch clips in a step; the last of an epoch takes what is left
/// @param epochs how often each clip is seen, at most
/// @param patience training ends once the validation loss has not been lower than its lowest for so
/// many epochs; the weights are then the last epoch's, as with Keras' `EarlyStopping`
record Recipe(double learningRate, int batch, int epochs, int patience) {

    /// The tutorial's.
    static final Recipe TUTORIAL = new Recipe(1e-3, 64, 10, 2);

    Recipe {
        if (!(learningRate > 0) || batch < 1 || epochs < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "learning rate, batch, epochs and patience must be above 0, got "
                            + learningRate
                            + ", "
                            + batch
                            + ", "
                            + epochs
                            + ", "
                            + patience);
        }
    }

    /// The same with at most `most` epochs.
    Recipe withEpochs(int most) {
        return new Recipe(learningRate, batch, most, patience);
    }

    /// The number of steps in an epoch of `clips`.
    int steps(int clips) {
        return Math.ceilDiv(clips, batch);
    }

    /// The recipe in words, for a card.
    String inWords() {
        return String.format(
                Locale.ROOT,
                "Adam, learning rate %s, batch %d, at most %d epochs, ended once the validation loss"
                        + " has not fallen for %d",
                learningRate,
                batch,
                epochs,
                patience);
    }
}
