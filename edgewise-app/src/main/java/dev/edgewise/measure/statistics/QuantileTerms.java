package dev.edgewise.measure.statistics;

import java.util.Arrays;

/// A percentile of a series over some blocks, how far each block moves its rank, and so where it
/// may lie.
final class QuantileTerms {

    /// The standard normal's 97.5 % point.
    private static final double NORMAL = 1.959963984540054;

    /// Beyond the percentile: enough for their spread over blocks to be known.
    private static final int ENOUGH = 30;

    private final double[] terms;
    private final Estimate estimate;
    private final double spread;

    /// @param spread how far the percentile may be off, to either side alike
    private QuantileTerms(double[] terms, Estimate estimate, double spread) {
        this.terms = terms;
        this.estimate = estimate;
        this.spread = spread;
    }

    /// @throws IllegalArgumentException if there are fewer durations than the percentile takes
    static QuantileTerms of(
            Series series, Blocks blocks, Percentile percentile, SieveBootstrap sieve) {
        int[] positions = blocks.positions(series);
        double[] values = new double[positions.length];
        int n = 0;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0) {
                positions[n] = positions[i];
                values[n++] = series.millis(i);
            }
        }
        if (n < percentile.floor()) {
            throw new IllegalArgumentException(percentile.missing(n));
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        double p = percentile.probability();
        double[] terms = terms(values, sorted, positions, p, new double[blocks.positions()]);
        double value = quantile(sorted, p);
        if (terms.length < 2) {
            return new QuantileTerms(terms, unknown(value, blocks.count()), Double.NaN);
        }
        double reach = rankReach(terms, p, n, sieve);
        double low = p - reach <= 0 ? Double.NEGATIVE_INFINITY : quantile(sorted, p - reach);
        double high = p + reach >= 1 ? Double.POSITIVE_INFINITY : quantile(sorted, p + reach);
        // Quantiles lie the wider apart the farther out: half as far, and twice that.
        double spread = quantile(sorted, p + reach / 2) - quantile(sorted, p - reach / 2);
        return new QuantileTerms(
                terms, estimate(value, low, high, terms.length, blocks.count()), spread);
    }

    private static double quantile(double[] sorted, double p) {
        return Summary.QUANTILE.evaluate(sorted, Math.clamp(p, 0, 1));
    }

    private static Estimate unknown(double value, int blocks) {
        return new Estimate(value, Double.NaN, Interval.UNKNOWN, blocks);
    }

    private static Estimate estimate(double value, double low, double high, int terms, int blocks) {
        double error = (high - low) / 2 / BlockBootstrap.studentReach(terms);
        return new Estimate(
                value,
                Double.isFinite(error) ? error : Double.NaN,
                new Interval(low, high),
                blocks);
    }

    /// How many of a block's durations lie below the percentile, less how many should. Of those
    /// that are equal to it, timeouts for example, as large a part counts as makes the sum zero.
    private static double[] terms(
            double[] values, double[] sorted, int[] positions, double p, double[] terms) {
        int n = sorted.length;
        double quantile = sorted[(int) Math.ceil(p * n) - 1];
        int below = 0;
        int equal = 0;
        for (double value : sorted) {
            below += value < quantile ? 1 : 0;
            equal += value == quantile ? 1 : 0;
        }
        double part = (p * n - below) / equal;
        double scale = (double) terms.length / n;
        for (int i = 0; i < n; i++) {
            double share = values[i] < quantile ? 1 : values[i] == quantile ? part : 0;
            terms[positions[i]] += scale * (share - p);
        }
        return terms;
    }

    /// How far the percentile's rank may be off, as a share of all. Where only a few lie beyond the
    /// percentile, their spread over blocks says little: then never less than among as many
    /// independent requests, and the floor makes up for the spread's being an estimate.
    private static double rankReach(double[] terms, double p, int requests, SieveBootstrap sieve) {
        Dependence dependence = Dependence.of(terms);
        boolean few = terms.length < BlockBootstrap.FEWEST_TO_DRAW_FROM;
        if (!few && requests * (1 - p) >= ENOUGH) {
            return dependence.plain() == 0
                    ? 0
                    : dependence.error() * sieve.reach(terms, dependence);
        }
        double independent = Math.sqrt(p * (1 - p) / requests);
        double error = Math.max(dependence.plain(), independent);
        return few
                ? BlockBootstrap.studentReach(terms.length) * error
                : NORMAL * error * dependence.widening();
    }

    Estimate estimate() {
        return estimate;
    }

    /// Of the second's percentile less the first's, over the same blocks.
    static Estimate difference(QuantileTerms first, QuantileTerms second) {
        Estimate a = first.estimate;
        Estimate b = second.estimate;
        double value = b.value() - a.value();
        if (first.terms.length < 2) {
            return unknown(value, b.blocks());
        }
        double together = correlation(first.terms, second.terms);
        double reach =
                Math.sqrt(
                        first.spread * first.spread
                                + second.spread * second.spread
                                - 2 * together * first.spread * second.spread);
        boolean endlessDown = Double.isInfinite(b.interval().low() - a.interval().high());
        boolean endlessUp = Double.isInfinite(b.interval().high() - a.interval().low());
        return estimate(
                value,
                endlessDown ? Double.NEGATIVE_INFINITY : value - reach,
                endlessUp ? Double.POSITIVE_INFINITY : value + reach,
                first.terms.length,
                b.blocks());
    }

    private static double correlation(double[] a, double[] b) {
        double products = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            products += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        double scale = Math.sqrt(squaresOfA * squaresOfB);
        return scale > 0 ? Math.clamp(products / scale, -1, 1) : 0;
    }
}
