package dev.edgewise.train;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxModel;

/// Holds an exported model to the network that it was made from: the same clips must get the same
/// probabilities.
final class Agreement {

    /// The largest difference of a probability that rounding explains.
    static final double TOLERANCE = 1e-4;

    private final OnnxModel exported;
    private final TorchNetwork trained;
    private final Features features;
    private double largest;

    Agreement(OnnxModel exported, TorchNetwork trained, Features features) {
        this.exported = exported;
        this.trained = trained;
        this.features = features;
    }

    /// Compares the two on one or more waveforms, one after another.
    ///
    /// @return the largest difference of a probability so far
    /// @throws TrainingException if that is beyond [#TOLERANCE], or no number
    double compare(float[] waveforms) throws ModelException, TrainingException {
        float[] expected =
                probabilities(
                        trained.logits(features.of(waveforms)), exported.card().labels().size());
        float[] actual = exported.probabilities(waveforms);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - actual[i]);
            if (!(difference <= TOLERANCE)) {
                throw new TrainingException(
                        exported.card().name()
                                + ": the exported model and the trained network differ by "
                                + difference
                                + " in a probability, more than "
                                + TOLERANCE);
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    private static float[] probabilities(float[] logits, int words) {
        float[] probabilities = new float[logits.length];
        for (int from = 0; from < logits.length; from += words) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < words; i++) {
                highest = Math.max(highest, logits[from + i]);
            }
            double sum = 0;
            for (int i = 0; i < words; i++) {
                sum += Math.exp(logits[from + i] - highest);
            }
            for (int i = 0; i < words; i++) {
                probabilities[from + i] = (float) (Math.exp(logits[from + i] - highest) / sum);
            }
        }
        return probabilities;
    }
}
