package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;

/// How many of its own standard errors the mean of terms in a row may be off.
///
/// The terms are taken for an AR(1) process. Series like them are made by drawing its residuals
/// again (the sieve bootstrap: Bühlmann, Sieve Bootstrap for Time Series, Bernoulli 1997), and each
/// series' distance from the truth is divided by its own standard error, for which its own
/// correlation is estimated anew. What 95 % of these distances stay within, to either side (the
/// symmetric studentised bootstrap: Hall, The Bootstrap and Edgeworth Expansion, 1992, section
/// 3.6), answers both for skewed times and for a correlation that isn't known but estimated.
/// Where neighbours are not alike, this is the plain bootstrap of blocks.
final class SieveBootstrap {

    private static final int DRAWS = 1_000;

    /// Errors below this share of what they belong to are rounding.
    private static final double ROUNDING = 1e-9;

    private final double confidence;
    private final RandomGenerator random;

    SieveBootstrap(double confidence, RandomGenerator random) {
        this.confidence = confidence;
        this.random = random;
    }

    /// @param terms that are not all the same
    double reach(double[] terms, Dependence dependence) {
        double[] centred = centred(terms, dependence.mean());
        double[] residuals = residuals(centred, dependence.correlation());
        double[] distances = new double[DRAWS];
        double[] draw = new double[terms.length];
        for (int i = 0; i < DRAWS; i++) {
            Dependence drawn;
            do {
                draw(centred, residuals, dependence.correlation(), draw);
                drawn = Dependence.of(draw);
            } while (drawn.plain() <= ROUNDING * dependence.plain());
            distances[i] = Math.abs(drawn.mean()) / drawn.error();
        }
        return Summary.QUANTILE.evaluate(distances, confidence);
    }

    /// Around zero, with the variance of what they were drawn from.
    private static double[] centred(double[] terms, double mean) {
        double scale = Math.sqrt(terms.length / (terms.length - 1.0));
        double[] centred = new double[terms.length];
        for (int i = 0; i < terms.length; i++) {
            centred[i] = scale * (terms[i] - mean);
        }
        return centred;
    }

    private static double[] residuals(double[] centred, double correlation) {
        double[] residuals = new double[centred.length - 1];
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = centred[i + 1] - correlation * centred[i];
            sum += residuals[i];
        }
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] -= sum / residuals.length;
        }
        return residuals;
    }

    private void draw(double[] centred, double[] residuals, double correlation, double[] into) {
        double last = centred[random.nextInt(centred.length)];
        into[0] = last;
        for (int i = 1; i < into.length; i++) {
            last = correlation * last + residuals[random.nextInt(residuals.length)];
            into[i] = last;
        }
    }
}
