package dev.edgewise.measure.statistics;

/// How much a mean of `n` terms in a row may be off, where neighbours may be alike (an AR(1)
/// process). Their correlation is corrected for its bias in short series (Kendall, Note on Bias
/// in the Estimation of Autocorrelation, Biometrika 1954); where neighbours look unlike it counts
/// as none, so that an interval is never narrower than that of independent terms.
///
/// @param mean of the terms
/// @param plain the standard error of the mean, were they independent
/// @param correlation of neighbours, from 0 to [#MOST]
record Dependence(double mean, double plain, double correlation) {

    /// More can't be told from a drift.
    static final double MOST = 0.9;

    /// @param terms at least two
    static Dependence of(double[] terms) {
        int n = terms.length;
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        double mean = sum / n;
        double squares = 0;
        double products = 0;
        double before = 0;
        for (double term : terms) {
            double distance = term - mean;
            squares += distance * distance;
            products += distance * before;
            before = distance;
        }
        double raw = squares > 0 ? products / squares : 0;
        return new Dependence(
                mean,
                Math.sqrt(squares / (n * (n - 1.0))),
                Math.clamp(raw + (1 + 3 * raw) / n, 0, MOST));
    }

    /// The standard error of the mean.
    double error() {
        return plain * widening();
    }

    /// What the correlation does to it.
    double widening() {
        return Math.sqrt((1 + correlation) / (1 - correlation));
    }
}
