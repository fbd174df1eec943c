package dev.edgewise.link;

import java.time.Duration;

/// A time in which nothing leaves: what comes waits.
///
/// @param start from the link's beginning
/// @param period from one start to the next; zero if it happens once
record Outage(Duration length, Duration start, Duration period) {

    Outage {
        if (!length.isPositive() || start.isNegative() || period.isNegative()) {
            throw new IllegalArgumentException(
                    "an outage must last and not begin before the link, got " + length + start);
        }
        if (!period.isZero() && length.compareTo(period) >= 0) {
            throw new IllegalArgumentException(
                    "an outage of " + length + " can't come back every " + period);
        }
    }

    /// The first moment from `time` on at which this outage is not; nanoseconds from the
    /// beginning.
    long after(long time) {
        long since = time - start.toNanos();
        if (since < 0) {
            return time;
        }
        if (!period.isZero()) {
            since %= period.toNanos();
        }
        return since < length.toNanos() ? time + length.toNanos() - since : time;
    }

    /// The part of all time that it takes.
    double share() {
        return period.isZero() ? 0 : (double) length.toNanos() / period.toNanos();
    }
}
