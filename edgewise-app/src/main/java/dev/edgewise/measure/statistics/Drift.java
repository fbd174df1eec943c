package dev.edgewise.measure.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether a place became slower or faster while it was measured: the Mann-Kendall test on the
/// blocks' medians, its variance widened where neighbours are alike apart from the trend (Hamed
/// and Rao, A modified Mann-Kendall trend test for autocorrelated data, Journal of Hydrology
/// 1998), and the trend's size by Theil and Sen.
///
/// @param share how much slower the last block was than the first, as a share of the median block;
///     below zero where faster
/// @param chance how often mere chance would show a trend as clear; NaN if there are fewer blocks
///     than [#FEWEST]
public record Drift(double share, double chance) {

    /// Fewer blocks say nothing.
    public static final int FEWEST = 10;

    private static final double RARE = 0.01;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    static Drift of(Series series) {
        double[] medians = medians(series);
        int n = medians.length;
        if (n < FEWEST) {
            return new Drift(Double.NaN, Double.NaN);
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        double score = 0;
        for (int j = 1; j < n; j++) {
            for (int i = 0; i < j; i++) {
                score += Math.signum(medians[j] - medians[i]);
                slopes[count++] = (medians[j] - medians[i]) / (j - i);
            }
        }
        double slope = Summary.QUANTILE.evaluate(slopes, 0.5);
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            rest[i] = medians[i] - slope * i;
        }
        double deviation =
                Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18) * Dependence.of(rest).widening();
        double distance = Math.max(0, Math.abs(score) - 1) / deviation;
        double middle = Summary.QUANTILE.evaluate(medians, 0.5);
        return new Drift(
                middle == 0 ? 0 : slope * (n - 1) / middle,
                2 * NORMAL.survivalProbability(distance));
    }

    /// Whether there is a trend that chance hardly ever makes: once in a hundred times.
    public boolean shows() {
        return chance < RARE;
    }

    private static double[] medians(Series series) {
        Blocks blocks = Blocks.of(series);
        int[] positions = blocks.positions(series);
        int[] sizes = new int[blocks.positions()];
        for (int position : positions) {
            sizes[position]++;
        }
        double[][] members = new double[sizes.length][];
        Arrays.setAll(members, b -> new double[sizes[b]]);
        for (int i = positions.length - 1; i >= 0; i--) {
            members[positions[i]][--sizes[positions[i]]] = series.millis(i);
        }
        return Arrays.stream(members)
                .mapToDouble(block -> Summary.QUANTILE.evaluate(block, 0.5))
                .toArray();
    }
}
