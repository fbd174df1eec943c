package dev.edgewise.link;

import java.util.random.RandomGenerator;

/// Loses segments, each independently with the same probability.
final class Loss {

    private final double probability;
    private final RandomGenerator random;

    Loss(double probability, RandomGenerator random) {
        this.probability = probability;
        this.random = random;
    }

    /// Whether the next segment is lost.
    boolean strikes() {
        return probability > 0 && random.nextDouble() < probability;
    }
}
