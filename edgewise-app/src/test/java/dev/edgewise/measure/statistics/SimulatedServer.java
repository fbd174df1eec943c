package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;

/// A server whose times follow a known law, with a mean of some milliseconds.
///
/// @param name in words
/// @param tail how a single time is made of a normal deviate
/// @param correlation of that deviate with the one before (AR(1))
/// @param drift how much slower each request makes all that follow, as a share of the first
record SimulatedServer(String name, Tail tail, double correlation, double drift) {

    /// A time in milliseconds from a standard normal deviate.
    @FunctionalInterface
    interface Tail {
        double millis(double deviate);
    }

    static SimulatedServer lognormal(double sigma) {
        return new SimulatedServer(
                "lognormal %.1f".formatted(sigma), z -> 10 * Math.exp(sigma * z), 0, 0);
    }

    /// Above 1 the mean is finite, above 2 the variance as well.
    static SimulatedServer pareto(double index) {
        return new SimulatedServer(
                "Pareto %.1f".formatted(index),
                z -> 5 * Math.pow(Normal.below(-z), -1 / index),
                0,
                0);
    }

    /// A request in `1 / share` takes two seconds.
    static SimulatedServer timingOut(double share) {
        return new SimulatedServer(
                "%.0f %% time out".formatted(100 * share),
                z -> Normal.below(-z) < share ? 2_000 : 10 * Math.exp(0.3 * z),
                0,
                0);
    }

    /// Of a lognormal one.
    double meanMillis() {
        double sigma = Math.log(tail.millis(1) / tail.millis(0));
        return tail.millis(0) * Math.exp(sigma * sigma / 2);
    }

    /// So many of its times lie below.
    double quantileMillis(double probability) {
        return tail.millis(Normal.quantile(probability));
    }

    SimulatedServer correlated(double correlation) {
        return new SimulatedServer(
                name + ", AR(1) %.1f".formatted(correlation), tail, correlation, drift);
    }

    SimulatedServer drifting(double drift) {
        return new SimulatedServer(name + ", drifting", tail, correlation, drift);
    }

    @Override
    public String toString() {
        return name;
    }

    /// One that goes on from time to time.
    Run start(RandomGenerator random) {
        return new Run(random);
    }

    /// Its times, one after the other.
    final class Run {

        private final RandomGenerator random;
        private final double step = Math.sqrt(1 - correlation * correlation);
        private double deviate;

        private Run(RandomGenerator random) {
            this.random = random;
            this.deviate = random.nextGaussian();
        }

        /// @param requests that the machine has handled before
        double nextMillis(long requests) {
            double millis = tail.millis(deviate) * (1 + drift * requests);
            deviate = correlation * deviate + step * random.nextGaussian();
            return millis;
        }
    }
}
