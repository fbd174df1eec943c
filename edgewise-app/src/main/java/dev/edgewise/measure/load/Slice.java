package dev.edgewise.measure.load;

import java.util.OptionalDouble;

/// What ended in a part of a load's time.
///
/// @param fromNanos since the load began
/// @param toNanos since the load began; later than `fromNanos`
/// @param answered how many were answered
/// @param refused how many were refused
/// @param failed how many failed otherwise: no answer, none in time, a wrong one
/// @param dropped how many were given up without being sent
/// @param late how many were sent late
/// @param p50Millis of the latencies, in milliseconds, those not answered at their timeout;
///     empty of none
/// @param p99Millis the same; empty of too few
/// @param maxMillis the same; 0 of none
/// @param serviceMillis the median of the answered ones' service times; empty of none
public record Slice(
        long fromNanos,
        long toNanos,
        long answered,
        long refused,
        long failed,
        long dropped,
        long late,
        OptionalDouble p50Millis,
        OptionalDouble p99Millis,
        double maxMillis,
        OptionalDouble serviceMillis) {

    public Slice {
        if (toNanos <= fromNanos) {
            throw new IllegalArgumentException(
                    "toNanos: must be after " + fromNanos + ", got " + toNanos);
        }
    }

    /// How many ended, the dropped ones left out.
    public long ended() {
        return answered + refused + failed;
    }

    /// How many ended, per second.
    public double perSecond() {
        return ended() * 1e9 / (toNanos - fromNanos);
    }
}
