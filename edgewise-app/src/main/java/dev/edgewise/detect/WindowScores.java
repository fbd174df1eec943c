package dev.edgewise.detect;

import java.time.Duration;
import java.util.List;

/// What the model hears in one window. Immutable, and small: an hour at ten windows a second takes
/// some 5 MB.
public final class WindowScores {

    private final Duration from;
    private final Duration to;
    private final float[] probabilities;

    private WindowScores(Duration from, Duration to, float[] probabilities) {
        this.from = from;
        this.to = to;
        this.probabilities = probabilities;
    }

    /// The probabilities of a window that lasts from `from` to `to`, in the order of the model's
    /// labels.
    public static WindowScores of(Duration from, Duration to, List<Double> probabilities) {
        float[] kept = new float[probabilities.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = probabilities.get(i).floatValue();
        }
        return new WindowScores(from, to, kept);
    }

    /// Where the window begins, from the audio's beginning.
    public Duration from() {
        return from;
    }

    /// Where the window ends.
    public Duration to() {
        return to;
    }

    /// How many labels there are.
    public int size() {
        return probabilities.length;
    }

    /// The probability of the label with this index.
    public double probability(int label) {
        return probabilities[label];
    }
}
