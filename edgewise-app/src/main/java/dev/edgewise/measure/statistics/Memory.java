package dev.edgewise.measure.statistics;

/// How alike requests in a row are.
///
/// @param correlation of each duration with the one before (lag 1); 0 if all are the same
/// @param requests that there were
/// @param worth how many independent requests would know the mean as well: its variance over
///     that of the mean over blocks. Never more than there were
public record Memory(double correlation, int requests, double worth) {

    /// Less than that is of no consequence.
    private static final double LEAST = 0.1;

    /// Standard errors that chance hardly ever gets to: once in a hundred times.
    private static final double CHANCE = 2.576;

    static Memory of(Series series) {
        int n = series.size();
        double mean = series.meanMillis();
        double squares = 0;
        double products = 0;
        double before = 0;
        for (int i = 0; i < n; i++) {
            double distance = series.millis(i) - mean;
            squares += distance * distance;
            products += distance * before;
            before = distance;
        }
        double[] terms = MeanTerms.of(series).terms();
        if (squares == 0 || terms.length < 2) {
            return new Memory(squares == 0 ? 0 : products / squares, n, n);
        }
        double error = Dependence.of(terms).error();
        double worth = error == 0 ? n : squares / (n - 1) / (error * error);
        return new Memory(products / squares, n, Math.min(n, worth));
    }

    /// Whether requests in a row are more alike than chance makes them.
    public boolean shows() {
        return correlation > Math.max(LEAST, CHANCE / Math.sqrt(requests));
    }
}
