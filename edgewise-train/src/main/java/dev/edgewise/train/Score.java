package dev.edgewise.train;

/// How good a network was on some clips.
///
/// @param lossSum the sum over the clips of -ln(probability of the right word)
/// @param correct how many clips got the highest score at the right word
/// @param clips how many there were
record Score(double lossSum, int correct, int clips) {

    /// Of no clips yet.
    static final Score NONE = new Score(0, 0, 0);

    /// Of the clips whose logits follow one another in `logits`, and whose words are `words`.
    static Score of(float[] logits, int[] words) {
        int width = logits.length / words.length;
        double lossSum = 0;
        int correct = 0;
        for (int clip = 0; clip < words.length; clip++) {
            int from = clip * width;
            int best = 0;
            for (int i = 1; i < width; i++) {
                if (logits[from + i] > logits[from + best]) {
                    best = i;
                }
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += Math.exp(logits[from + i] - logits[from + best]);
            }
            lossSum += Math.log(sum) + logits[from + best] - logits[from + words[clip]];
            correct += best == words[clip] ? 1 : 0;
        }
        return new Score(lossSum, correct, words.length);
    }

    /// Of these clips and `other`s.
    Score plus(Score other) {
        return new Score(lossSum + other.lossSum, correct + other.correct, clips + other.clips);
    }

    /// The mean cross entropy, in nats.
    double loss() {
        return lossSum / clips;
    }

    /// The share of the clips that was right, in [0, 1].
    double accuracy() {
        return (double) correct / clips;
    }
}
