package dev.edgewise.evaluate;

import java.util.ArrayList;
import java.util.List;

/// How honest a model's confidences are: of the answers given with 80 % confidence, 80 % should be
/// right. Confidence is the highest of a clip's probabilities.
///
/// The expected calibration error (ECE) sorts the clips into [#BINS] bins of equal width by
/// confidence, the m-th of which holds those in ((m - 1) / 15, m / 15], and averages how far
/// confidence and accuracy are apart in a bin, by the number of its clips. Dividing all logits by
/// one temperature above 0 mends much of it and changes no answer. Both are from Guo et al., On
/// Calibration of Modern Neural Networks, 2017 (<https://arxiv.org/abs/1706.04599>).
public final class Calibration {

    /// The number of bins that confidences are sorted into.
    public static final int BINS = 15;

    /// The lowest temperature that [#fit] gives: where every clip is right, the likelihood grows
    /// for ever.
    public static final double COLDEST = 0.05;

    /// The highest temperature that [#fit] gives.
    public static final double HOTTEST = 20;

    private static final int HALVINGS = 60;

    /// Clips of about the same confidence.
    ///
    /// @param from the bin's lower end, which isn't in it
    /// @param to the bin's upper end
    /// @param clips how many clips are in it
    /// @param confidence their mean confidence; NaN without clips
    /// @param accuracy the share of them that is right; NaN without clips
    public record Bin(double from, double to, int clips, double confidence, double accuracy) {}

    private final List<Bin> bins;
    private final double error;
    private final double loss;

    private Calibration(List<Bin> bins, double error, double loss) {
        this.bins = List.copyOf(bins);
        this.error = error;
        this.loss = loss;
    }

    /// Judges answers whose logits are divided by `temperature`.
    ///
    /// @param logits a row of finite numbers a clip: logits, or natural logarithms of
    /// probabilities, which differ from them by a number that softmax takes away
    /// @param labels which number of its row is the right one, a label a clip
    /// @param temperature above 0; 1 leaves the answers as they are
    /// @throws IllegalArgumentException if there are no clips, or the arrays don't fit together
    public static Calibration of(float[][] logits, int[] labels, double temperature) {
        check(logits, labels);
        int[] clips = new int[BINS];
        double[] confidences = new double[BINS];
        int[] right = new int[BINS];
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] probabilities = softmax(logits[i], 1 / temperature);
            int best = best(logits[i]);
            int bin = bin(probabilities[best]);
            clips[bin]++;
            confidences[bin] += probabilities[best];
            right[bin] += best == labels[i] ? 1 : 0;
            loss += loss(logits[i], labels[i], 1 / temperature);
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            double confidence = confidences[i] / clips[i];
            double accuracy = (double) right[i] / clips[i];
            bins.add(new Bin((double) i / BINS, (i + 1.0) / BINS, clips[i], confidence, accuracy));
            if (clips[i] > 0) {
                error += Math.abs(accuracy - confidence) * clips[i] / logits.length;
            }
        }
        return new Calibration(bins, error, loss / logits.length);
    }

    /// The temperature under which the right labels are likeliest: it minimises the mean negative
    /// log-likelihood. Fit it on other clips than those that it is judged on.
    ///
    /// The likelihood is concave in 1 / T, so the one place where its slope is zero is found by
    /// halving.
    ///
    /// @param logits a row of finite numbers a clip: logits, or natural logarithms of
    /// probabilities; [#logits(List)] makes the latter
    /// @param labels which number of its row is the right one, a label a clip
    /// @return from [#COLDEST] to [#HOTTEST]; above 1 the model is too sure of itself
    /// @throws IllegalArgumentException if there are no clips, or the arrays don't fit together
    public static double fit(float[][] logits, int[] labels) {
        check(logits, labels);
        double low = Math.log(1 / HOTTEST);
        double high = Math.log(1 / COLDEST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(logits, labels, Math.exp(middle)) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(-(low + high) / 2);
    }

    /// The natural logarithms of a clip's probabilities, which serve as its logits. A probability
    /// that float32 has rounded to zero counts as the smallest that it holds in full.
    public static float[] logits(List<Double> probabilities) {
        float[] logits = new float[probabilities.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(Math.max(probabilities.get(i), Float.MIN_NORMAL));
        }
        return logits;
    }

    /// The expected calibration error, from 0 to 1.
    public double error() {
        return error;
    }

    /// The mean negative log-likelihood of the right labels, in nats.
    public double loss() {
        return loss;
    }

    /// The bins, by rising confidence; [#BINS] of them.
    public List<Bin> bins() {
        return bins;
    }

    /// How the mean loss grows with 1 / T.
    private static double slope(float[][] logits, int[] labels, double inverse) {
        double slope = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] probabilities = softmax(logits[i], inverse);
            for (int j = 0; j < probabilities.length; j++) {
                slope += probabilities[j] * (logits[i][j] - logits[i][labels[i]]);
            }
        }
        return slope / logits.length;
    }

    private static double loss(float[] logits, int label, double inverse) {
        double most = logits[best(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((logit - most) * inverse);
        }
        return Math.log(sum) - (logits[label] - most) * inverse;
    }

    private static double[] softmax(float[] logits, double inverse) {
        double most = logits[best(logits)];
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp((logits[i] - most) * inverse);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private static int best(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static int bin(double confidence) {
        return Math.clamp((int) Math.ceil(confidence * BINS) - 1, 0, BINS - 1);
    }

    private static void check(float[][] logits, int[] labels) {
        if (logits.length == 0 || logits.length != labels.length) {
            throw new IllegalArgumentException(
                    "a label for each of one or more clips is needed, got "
                            + labels.length
                            + " for "
                            + logits.length);
        }
        for (int i = 0; i < logits.length; i++) {
            if (labels[i] < 0 || labels[i] >= logits[i].length) {
                throw new IllegalArgumentException(
                        "clip " + i + ": no label " + labels[i] + " among " + logits[i].length);
            }
            for (float logit : logits[i]) {
                if (!Float.isFinite(logit)) {
                    throw new IllegalArgumentException("clip " + i + ": logit " + logit);
                }
            }
        }
    }
}
