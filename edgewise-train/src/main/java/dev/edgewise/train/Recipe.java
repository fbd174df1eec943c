package dev.edgewise.train;

import java.util.Locale;

/// How a network is trained.
///
/// @param method what changes the weights
/// @param rate how far a step goes, at most
/// @param warmUp epochs in which the rate rises, in a straight line, from 0
/// @param cosine whether the rate then falls to 0 at the last epoch, along a cosine (Loshchilov
/// and Hutter, 2017); else it stays
/// @param batch clips in a step; the last of an epoch takes what is left
/// @param epochs how often each clip is seen, at most
/// @param patience training ends once the validation loss has not been lower than its lowest
/// for so many epochs; 0: never
/// @param best whether the model gets the weights of the epoch that was best on the validation
/// clips; else the last epoch's
/// @param rejects whether `_unknown_` and `_silence_` are learned too, unless told otherwise
/// @param augmentation how clips are changed
record Recipe(
        Method method,
        double rate,
        int warmUp,
        boolean cosine,
        int batch,
        int epochs,
        int patience,
        boolean best,
        boolean rejects,
        Augmentation augmentation) {

    /// What changes the weights.
    enum Method {
        ADAM,
        /// With momentum 0.9 and weight decay 1e-3.
        SGD
    }

    /// The tutorial's. Its weights are the last epoch's, as with Keras' `EarlyStopping`.
    static final Recipe TUTORIAL =
            new Recipe(Method.ADAM, 1e-3, 0, false, 64, 10, 2, false, false, Augmentation.NONE);

    /// MLPerf Tiny's ends after 36 epochs of Adam at steps of 5e-4, 1e-4, 2e-5; this falls
    /// along a cosine.
    static final Recipe DS_CNN =
            new Recipe(Method.ADAM, 1e-3, 1, true, 100, 36, 0, true, true, Augmentation.NOISE);

    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 1e-3;

    Recipe {
        if (!(rate > 0) || batch < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "rate, batch and epochs must be above 0, got "
                            + rate
                            + ", "
                            + batch
                            + ", "
                            + epochs);
        }
        if (warmUp < 0 || patience < 0) {
            throw new IllegalArgumentException(
                    "warm-up and patience must be 0 or more, got " + warmUp + ", " + patience);
        }
    }

    /// BC-ResNet's, with the width `tau`: clips are masked from 1.5 on (Kim et al., 2021,
    /// section 4.1; masks as wide as there).
    static Recipe bcResNet(double tau) {
        return new Recipe(
                Method.SGD,
                0.1,
                5,
                true,
                100,
                200,
                0,
                true,
                true,
                Augmentation.NOISE.withMasks(tau < 1.5 ? 0 : tau < 2 ? 1 : tau < 3 ? 3 : 5));
    }

    /// The same with at most `most` epochs.
    Recipe withEpochs(int most) {
        return new Recipe(
                method, rate, warmUp, cosine, batch, most, patience, best, rejects, augmentation);
    }

    /// The same that ends once the validation loss hasn't fallen for so many epochs.
    Recipe withPatience(int epochsWaited) {
        return new Recipe(
                method,
                rate,
                warmUp,
                cosine,
                batch,
                epochs,
                epochsWaited,
                best,
                rejects,
                augmentation);
    }

    Recipe withAugmentation(Augmentation other) {
        return new Recipe(
                method, rate, warmUp, cosine, batch, epochs, patience, best, rejects, other);
    }

    /// The number of steps in an epoch of `clips`.
    int steps(int clips) {
        return Math.ceilDiv(clips, batch);
    }

    /// The rate of step `step` (from 0) of a training with `perEpoch` steps an epoch.
    double rate(long step, int perEpoch) {
        long rising = (long) warmUp * perEpoch;
        if (step < rising) {
            return rate * (step + 1) / rising;
        }
        long falling = (long) epochs * perEpoch - rising;
        return cosine ? rate * (1 + Math.cos(Math.PI * (step - rising) / falling)) / 2 : rate;
    }

    Optimizer optimizer() {
        return switch (method) {
            case ADAM -> new Adam();
            case SGD -> new Sgd(MOMENTUM, DECAY);
        };
    }

    /// The recipe in words, for a card.
    String inWords() {
        StringBuilder words = new StringBuilder();
        words.append(
                switch (method) {
                    case ADAM -> "Adam";
                    case SGD -> "SGD, momentum " + MOMENTUM + ", weight decay " + DECAY;
                });
        words.append(String.format(Locale.ROOT, ", learning rate %s", rate));
        if (warmUp > 0) {
            words.append(" after ").append(warmUp).append(" epochs of warm-up");
        }
        if (cosine) {
            words.append(", cosine to 0");
        }
        words.append(", batch ").append(batch).append(", at most ").append(epochs);
        words.append(" epochs");
        if (patience > 0) {
            words.append(", ended once the validation loss has not fallen for ").append(patience);
        }
        return words + augmentation.inWords();
    }
}
