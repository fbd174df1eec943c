package dev.edgewise.measure.load;

import java.util.random.RandomGenerator;

/// Requests of many who know nothing of each other: the gaps between them are exponential, so that
/// they come in bunches as real ones do.
public final class PoissonArrivals implements Arrivals {

    private static final double MOST = 1e9;

    private final double perSecond;
    private final RandomGenerator random;
    private double exact;
    private long last = -1;

    /// @param perSecond on average; above 0, at most 10^9
    /// @param random the same seed gives the same times
    public PoissonArrivals(double perSecond, RandomGenerator random) {
        this.perSecond = requireRate(perSecond);
        this.random = random;
    }

    @Override
    public long nextNanos() {
        exact += random.nextExponential() * 1e9 / perSecond;
        last = Math.max(last + 1, Math.round(exact));
        return last;
    }

    @Override
    public double perSecond() {
        return perSecond;
    }

    static double requireRate(double perSecond) {
        if (!(perSecond > 0 && perSecond <= MOST)) {
            throw new IllegalArgumentException(
                    "rate: must be above 0 and at most 10^9 a second, got " + perSecond);
        }
        return perSecond;
    }
}
