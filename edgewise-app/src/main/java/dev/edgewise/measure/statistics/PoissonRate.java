package dev.edgewise.measure.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// How often something happens that happens independently of when it last did: how many times it
/// did, and in how much time.
///
/// @param events how many there were
/// @param exposure how long they were waited for, in the unit that the rate is to be in; above 0
public record PoissonRate(long events, double exposure) {

    private static final double TAIL = 0.025;

    public PoissonRate {
        if (events < 0 || !(exposure > 0) || Double.isInfinite(exposure)) {
            throw new IllegalArgumentException(
                    "expected 0 or more events in a time above 0, got "
                            + events
                            + " in "
                            + exposure);
        }
    }

    /// Events a unit of time.
    public double rate() {
        return events / exposure;
    }

    /// Where the rate lies with 95 % confidence or more, exactly, with 2.5 % to each side
    /// (Garwood, Fiducial limits for the Poisson distribution, Biometrika 1936). Where nothing
    /// has happened it begins at 0 and still says how often it might: up to 3.69 times in the
    /// time waited.
    ///
    /// Events that come in bursts are less certain than that.
    public Interval interval() {
        double low =
                events == 0
                        ? 0
                        : ChiSquaredDistribution.of(2.0 * events).inverseCumulativeProbability(TAIL)
                                / 2;
        double high =
                ChiSquaredDistribution.of(2.0 * events + 2).inverseSurvivalProbability(TAIL) / 2;
        return new Interval(low / exposure, high / exposure);
    }
}
