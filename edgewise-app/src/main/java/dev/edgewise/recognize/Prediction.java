package dev.edgewise.recognize;

import java.util.List;

/// What a model says of a clip: the scores (probabilities) in the order of the model's labels;
/// never empty.
public record Prediction(List<Score> scores) {

    /// A label and its probability.
    public record Score(String label, double probability) {}

    public Prediction {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a prediction needs at least one score");
        }
    }

    /// The label with the highest probability.
    public String word() {
        return best().label();
    }

    /// The probability of [#word()].
    public double confidence() {
        return best().probability();
    }

    /// The `n` best scores, best first.
    public List<Score> top(int n) {
        return scores.stream()
                .sorted((a, b) -> Double.compare(b.probability(), a.probability()))
                .limit(n)
                .toList();
    }

    private Score best() {
        Score best = scores.getFirst();
        for (Score score : scores) {
            if (score.probability() > best.probability()) {
                best = score;
            }
        }
        return best;
    }
}
