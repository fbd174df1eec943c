package dev.edgewise.measure.load;

import dev.edgewise.measure.statistics.LetterValues;
import dev.edgewise.measure.statistics.Percentile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// How durations are spread, without each of them: counts in a histogram whose steps are a
/// thousandth of what they hold, and a microsecond at the least (HdrHistogram). Immutable.
///
/// For load, where there are too many durations to keep. A study's come raw, in a
/// [dev.edgewise.measure.statistics.Series].
public final class Distribution {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int STEPS_PER_HALVING = 5;

    private final Histogram histogram;

    /// No duration is longer: what wasn't answered has its timeout, not the end of a step.
    private final long mostNanos;

    private Distribution(Histogram histogram, long mostNanos) {
        this.histogram = histogram;
        this.mostNanos = mostNanos;
    }

    /// All that were counted in `parts`, as if in one: the only way to a percentile of several
    /// loads, since percentiles have no mean.
    public static Distribution merged(Collection<Distribution> parts) {
        return of(parts.stream().map(part -> part.histogram).toList());
    }

    static Distribution of(Collection<Histogram> parts) {
        Histogram sum = histogram();
        parts.forEach(sum::add);
        return new Distribution(sum, Long.MAX_VALUE);
    }

    /// An empty histogram of nanoseconds that grows with what it holds.
    static Histogram histogram() {
        Histogram histogram = new Histogram(1_000, 1_000_000, 3);
        histogram.setAutoResize(true);
        return histogram;
    }

    /// This with `count` durations of `nanos` more: what wasn't answered, at its rank.
    Distribution with(long nanos, long count) {
        Histogram more = histogram.copy();
        more.setAutoResize(true);
        if (count > 0) {
            more.recordValueWithCount(nanos, count);
        }
        return new Distribution(
                more, count > 0 ? Math.max(nanos, histogram.getMaxValue()) : mostNanos);
    }

    /// How many durations there are.
    public long count() {
        return histogram.getTotalCount();
    }

    /// A percentile, or nothing if there are too few durations for it; [#whyMissing] then says so.
    public OptionalDouble percentileMillis(Percentile percentile) {
        return count() < percentile.floor()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        millis(histogram.getValueAtPercentile(100 * percentile.probability())));
    }

    /// Why a percentile is missing, in a sentence; empty if it isn't.
    public String whyMissing(Percentile percentile) {
        return count() < percentile.floor() ? percentile.missing(count()) : "";
    }

    /// The mean; NaN of none.
    public double meanMillis() {
        return count() == 0 ? Double.NaN : histogram.getMean() / NANOS_PER_MILLI;
    }

    /// The longest, up to a step; 0 of none.
    public double maxMillis() {
        return millis(histogram.getMaxValue());
    }

    /// Which share of the durations is at most how long: in steps that get finer towards the
    /// longest, which comes last. Empty of none.
    public List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        for (HistogramIterationValue value : histogram.percentiles(STEPS_PER_HALVING)) {
            shares.add(
                    new Share(
                            value.getPercentileLevelIteratedTo() / 100,
                            millis(value.getValueIteratedTo())));
        }
        return count() == 0 ? List.of() : shares;
    }

    /// The letter values, those beyond in the histogram's steps, each once.
    ///
    /// @throws IllegalArgumentException if there are no durations
    public LetterValues letterValues() {
        if (count() == 0) {
            throw new IllegalArgumentException("no letter values: there are no durations");
        }
        List<LetterValues.Pair> pairs = LetterValues.pairs(count(), this::quantileMillis);
        LetterValues.Pair last = pairs.getLast();
        List<Double> beyond = new ArrayList<>();
        for (HistogramIterationValue value : histogram.recordedValues()) {
            double millis = millis(value.getValueIteratedTo());
            if (millis < last.low() || millis > last.high()) {
                beyond.add(millis);
            }
        }
        return new LetterValues(count(), quantileMillis(0.5), pairs, beyond);
    }

    private double quantileMillis(double share) {
        return millis(histogram.getValueAtPercentile(100 * share));
    }

    private double millis(long nanos) {
        return Math.min(nanos, mostNanos) / NANOS_PER_MILLI;
    }

    /// A point of the cumulative distribution.
    ///
    /// @param share of the durations, from 0 to 1
    /// @param millis that they last at most
    public record Share(double share, double millis) {}
}
