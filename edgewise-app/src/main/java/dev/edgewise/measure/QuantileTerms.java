package dev.edgewise.measure;

import java.util.Arrays;

/// A percentile of a series over some blocks, how far each block moves its rank, and so where it
/// may lie.
final class QuantileTerms {

    /// Standard errors of a correlation that chance hardly gets to.
    private static final double CHANCE = 2;

    /// The standard normal's 97.5 % point.
    private static final double NORMAL = 1.959963984540054;

    /// In a block beyond the percentile.
    private static final int FEW = 5;

    private final double[] terms;
    private final Estimate estimate;

    private QuantileTerms(double[] terms, Estimate estimate) {
        this.terms = terms;
        this.estimate = estimate;
    }

    /// @throws IllegalArgumentException if there are fewer durations than the percentile takes
    static QuantileTerms of(Series series, Blocks blocks, Percentile percentile) {
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
        return new QuantileTerms(terms, estimate(sorted, p, terms, blocks.count()));
    }

    private static Estimate estimate(double[] sorted, double p, double[] terms, int blocks) {
        double value = Summary.QUANTILE.evaluate(sorted, p);
        if (terms.length < 2) {
            return new Estimate(value, Double.NaN, Interval.UNKNOWN, blocks);
        }
        double reach = rankReach(terms, p, sorted.length);
        double low =
                p - reach <= 0
                        ? Double.NEGATIVE_INFINITY
                        : Summary.QUANTILE.evaluate(sorted, p - reach);
        double high =
                p + reach >= 1
                        ? Double.POSITIVE_INFINITY
                        : Summary.QUANTILE.evaluate(sorted, p + reach);
        return estimate(value, low, high, terms.length, blocks);
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

    /// How far the percentile's rank may be off, as a share of all. Where only a few of a block lie
    /// beyond the percentile, their spread over blocks says little: then never less than among as
    /// many independent requests, and the floor makes up for the spread's being an estimate.
    private static double rankReach(double[] terms, double p, int requests) {
        Dependence dependence = Dependence.of(terms);
        double student = BlockBootstrap.studentReach(terms.length);
        double reach = student * dependence.plain();
        if (requests * (1 - p) < FEW * terms.length) {
            double enough = terms.length < BlockBootstrap.FEWEST_TO_DRAW_FROM ? student : NORMAL;
            double independent = Math.sqrt(p * (1 - p) / requests);
            reach = enough * Math.max(dependence.plain(), independent);
        }
        boolean alike = dependence.correlation() > CHANCE / Math.sqrt(terms.length);
        return reach * (alike ? dependence.widening() : 1);
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
            return new Estimate(value, Double.NaN, Interval.UNKNOWN, b.blocks());
        }
        double together = correlation(first.terms, second.terms);
        double down =
                joint(b.value() - b.interval().low(), a.interval().high() - a.value(), together);
        double up =
                joint(b.interval().high() - b.value(), a.value() - a.interval().low(), together);
        return estimate(value, value - down, value + up, first.terms.length, b.blocks());
    }

    /// How far a difference may be off to one side, where its parts may be off so far and move
    /// together so much.
    private static double joint(double one, double other, double together) {
        return Double.isInfinite(one + other)
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(one * one + other * other - 2 * together * one * other);
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
