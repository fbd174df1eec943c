package dev.edgewise.measure.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// An interval for a share whose cases come in clusters: the clips of a speaker, say, which are
/// right or wrong together more often than those of strangers. Whole clusters are drawn again,
/// with replacement, and the share of all cases drawn is taken each time; 95 % of those shares
/// lie in the interval (the percentile bootstrap; for clusters, Davison and Hinkley, Bootstrap
/// Methods and their Application, 1997, section 3.8).
///
/// It holds for cases that come along with new clusters, and is a little narrow where clusters are
/// few.
public final class ClusterBootstrap {

    /// With fewer clusters nothing is said.
    public static final int FEWEST = 10;

    private static final int DRAWS = 4_000;
    private static final double TAIL = 0.025;

    private final RandomGenerator random;

    /// A bootstrap with its randomness: the same seed gives the same interval.
    public ClusterBootstrap(RandomGenerator random) {
        this.random = random;
    }

    /// Where the share of all cases lies with 95 % confidence. [Interval#UNKNOWN] where there are
    /// fewer clusters than [#FEWEST], or every case is alike, for then all draws are.
    ///
    /// @param clusters each cluster's share, in an order that doesn't change
    public Interval interval(List<Proportion> clusters) {
        long part = clusters.stream().mapToLong(Proportion::part).sum();
        long of = clusters.stream().mapToLong(Proportion::of).sum();
        if (clusters.size() < FEWEST || part == 0 || part == of) {
            return Interval.UNKNOWN;
        }
        double[] shares = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            long drawnPart = 0;
            long drawnOf = 0;
            while (drawnOf == 0) {
                for (int j = 0; j < clusters.size(); j++) {
                    Proportion cluster = clusters.get(random.nextInt(clusters.size()));
                    drawnPart += cluster.part();
                    drawnOf += cluster.of();
                }
            }
            shares[i] = (double) drawnPart / drawnOf;
        }
        Arrays.sort(shares);
        return new Interval(
                Summary.QUANTILE.evaluate(shares, TAIL),
                Summary.QUANTILE.evaluate(shares, 1 - TAIL));
    }
}
