package dev.edgewise.measure.statistics;

import dev.edgewise.measure.Status;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.descriptive.Kurtosis;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Skewness;

/// What may be said of a [Series]. All figures are in milliseconds and come from the raw
/// durations.
///
/// - Quantiles are estimate 8 of Hyndman and Fan, Sample Quantiles in Statistical Packages (The
///   American Statistician 50, 1996), which they recommend: median-unbiased whatever the
///   distribution. (NumPy: `method="median_unbiased"`, R: `type = 8`.)
/// - Skewness and excess kurtosis are the adjusted Fisher-Pearson estimators G1 and G2 of
///   Joanes and Gill, Comparing measures of sample skewness and kurtosis (The Statistician 47,
///   1998). (SciPy: `bias=False`; Excel: `SKEW`, `KURT`.)
/// - The mean's interval is [BlockBootstrap]'s.
public final class Summary {

    static final Quantile QUANTILE =
            Quantile.withDefaults().withCopy(true).with(Quantile.EstimationMethod.HF8);

    private final double[] sorted;
    private final Map<Status, Integer> counts;
    private final Estimate mean;
    private final OptionalDouble skewness;
    private final OptionalDouble excessKurtosis;

    private Summary(double[] sorted, Map<Status, Integer> counts, Estimate mean) {
        this.sorted = sorted;
        this.counts = counts;
        this.mean = mean;
        boolean spread = sorted[0] < sorted[sorted.length - 1];
        this.skewness = defined(spread && sorted.length >= 3, Skewness.of(sorted).getAsDouble());
        this.excessKurtosis =
                defined(spread && sorted.length >= 4, Kurtosis.of(sorted).getAsDouble());
    }

    /// Summarises what there is, failures at their rank; `series.answered()` leaves them out.
    ///
    /// @param random for the mean's interval
    /// @throws IllegalArgumentException if the series is empty
    public static Summary of(Series series, RandomGenerator random) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("nothing to summarise: the series is empty");
        }
        double[] sorted = series.toMillis();
        Arrays.sort(sorted);
        return new Summary(sorted, series.counts(), new BlockBootstrap(random).mean(series));
    }

    /// How many durations there are.
    public int n() {
        return sorted.length;
    }

    /// How many requests ended in each way.
    public Map<Status, Integer> counts() {
        return Map.copyOf(counts);
    }

    public Estimate mean() {
        return mean;
    }

    public double minMillis() {
        return sorted[0];
    }

    public double maxMillis() {
        return sorted[sorted.length - 1];
    }

    /// A percentile, or nothing if there are too few requests for it; [#whyMissing] then says
    /// so.
    public OptionalDouble percentileMillis(Percentile percentile) {
        return sorted.length < percentile.floor()
                ? OptionalDouble.empty()
                : OptionalDouble.of(QUANTILE.evaluate(sorted, percentile.probability()));
    }

    /// Why a percentile is missing, in a sentence; empty if it isn't.
    public String whyMissing(Percentile percentile) {
        return sorted.length < percentile.floor() ? percentile.missing(sorted.length) : "";
    }

    /// G1; undefined of fewer than three durations, or if all are the same.
    public OptionalDouble skewness() {
        return skewness;
    }

    /// G2: 0 of a normal distribution; undefined of fewer than four durations, or if all are
    /// the same.
    public OptionalDouble excessKurtosis() {
        return excessKurtosis;
    }

    /// The distribution's shape in words, such as `positively skewed, leptokurtic`.
    public String shape() {
        return Shape.of(sorted.length, skewness, excessKurtosis);
    }

    public Box box() {
        return Box.of(sorted);
    }

    private static OptionalDouble defined(boolean defined, double value) {
        return defined && Double.isFinite(value)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }
}
