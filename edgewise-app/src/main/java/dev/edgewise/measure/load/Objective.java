package dev.edgewise.measure.load;

import dev.edgewise.measure.statistics.Percentile;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// What a load must keep to: a percentile of the latency under a bound. What isn't answered
/// ranks as its timeout, so failures count.
///
/// @param percentile of the latency
/// @param bound that it may reach; above 0
public record Objective(Percentile percentile, Duration bound) {

    public Objective {
        if (bound.isZero() || bound.isNegative()) {
            throw new IllegalArgumentException("bound: must be above 0, got " + bound);
        }
    }

    /// How many requests it takes to judge by it.
    public int floor() {
        return percentile.floor();
    }

    /// Whether `result` keeps to it; one of too few requests doesn't.
    public boolean heldBy(LoadResult result) {
        OptionalDouble millis = result.latency().percentileMillis(percentile);
        return millis.isPresent() && millis.getAsDouble() <= bound.toNanos() / 1e6;
    }

    /// As it is written: `p99 <= 20 ms`.
    @Override
    public String toString() {
        double millis = bound.toNanos() / 1e6;
        String number =
                millis == Math.rint(millis)
                        ? String.format(Locale.ROOT, "%.0f", millis)
                        : Double.toString(millis);
        return percentile.label() + " <= " + number + " ms";
    }
}
