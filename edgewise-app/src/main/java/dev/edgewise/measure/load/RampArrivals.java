package dev.edgewise.measure.load;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Requests whose rate changes evenly from one to another. The expected number of requests
/// until each moment is known, and its inverse turns a steady schedule into this one.
public final class RampArrivals implements Arrivals {

    private final double from;
    private final double to;
    private final double seconds;
    private final Optional<RandomGenerator> random;
    private double expected;
    private long last = -1;

    /// @param from requests a second at the beginning; above 0, at most 10^9
    /// @param to the same at the end
    /// @param length how long the change takes; the schedule ends there
    /// @param random draws the gaps as in a Poisson process; without it they are even
    public RampArrivals(double from, double to, Duration length, Optional<RandomGenerator> random) {
        this.from = PoissonArrivals.requireRate(from);
        this.to = PoissonArrivals.requireRate(to);
        this.seconds = length.toNanos() / 1e9;
        this.random = random;
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("length: must be above 0, got " + length);
        }
    }

    @Override
    public long nextNanos() {
        double count = expected;
        if (random.isPresent()) {
            count += random.get().nextExponential();
            expected = count;
        } else {
            expected++;
        }
        last = Math.max(last + 1, Math.round(momentOf(count) * 1e9));
        return last;
    }

    /// When so many requests are expected to have come, in seconds: the root of
    /// `from t + (to - from) t^2 / (2 seconds) = count`. Beyond the end the last rate holds.
    private double momentOf(double count) {
        double whole = seconds * (from + to) / 2;
        if (count >= whole) {
            return seconds + (count - whole) / to;
        }
        double slope = (to - from) / seconds;
        return 2 * count / (from + Math.sqrt(from * from + 2 * slope * count));
    }

    @Override
    public double perSecond() {
        return (from + to) / 2;
    }
}
