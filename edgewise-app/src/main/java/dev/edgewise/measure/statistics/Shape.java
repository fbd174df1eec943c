package dev.edgewise.measure.statistics;

import java.util.OptionalDouble;

/// Skewness and kurtosis in words. A distribution is called skewed, or anything but mesokurtic,
/// where its figure lies more than 1.96 standard errors from zero; the standard errors are
/// those of a normal sample of the same size (Joanes and Gill 1998).
final class Shape {

    private static final double Z = 1.96;

    private Shape() {}

    static String of(int n, OptionalDouble skewness, OptionalDouble excessKurtosis) {
        if (skewness.isEmpty()) {
            return "shape undefined: too few durations, or all the same";
        }
        double skewnessError = Math.sqrt(6.0 * n * (n - 1.0) / ((n - 2.0) * (n + 1.0) * (n + 3.0)));
        String skew =
                word(
                        skewness.getAsDouble(),
                        skewnessError,
                        "negatively skewed",
                        "not clearly skewed",
                        "positively skewed");
        if (excessKurtosis.isEmpty()) {
            return skew;
        }
        double kurtosisError =
                2 * skewnessError * Math.sqrt((n * (double) n - 1) / ((n - 3.0) * (n + 5.0)));
        return skew
                + ", "
                + word(
                        excessKurtosis.getAsDouble(),
                        kurtosisError,
                        "platykurtic",
                        "mesokurtic",
                        "leptokurtic");
    }

    private static String word(
            double value, double error, String below, String around, String above) {
        if (Math.abs(value) <= Z * error) {
            return around;
        }
        return value < 0 ? below : above;
    }
}
