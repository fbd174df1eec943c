package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;

/// Two places whose true means are known: lognormal times, each place's requests correlated
/// with the ones before (AR(1)), and a factor between the two.
///
/// @param sigma of the times' logarithm
/// @param correlation of neighbouring requests' logarithms
/// @param factor the second place's mean over the first's
record SimulatedStudy(
        int blocks, int requestsPerBlock, double sigma, double correlation, double factor) {

    /// Of the first place, in milliseconds.
    double trueMean() {
        return Math.exp(sigma * sigma / 2);
    }

    double trueDifference() {
        return (factor - 1) * trueMean();
    }

    Series first(RandomGenerator random) {
        return series(1, random);
    }

    Series second(RandomGenerator random) {
        return series(factor, random);
    }

    private Series series(double scale, RandomGenerator random) {
        Series.Builder series = Series.builder();
        double step = Math.sqrt(1 - correlation * correlation);
        double z = random.nextGaussian();
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < requestsPerBlock; i++) {
                series.add(block, 1e6 * scale * Math.exp(sigma * z));
                z = correlation * z + step * random.nextGaussian();
            }
        }
        return series.build();
    }
}
