package dev.edgewise.measure.load;

/// A schedule without an end: when requests are meant to be sent. It asks nobody whether the last
/// one has been answered. It has state, so one thread uses it.
public interface Arrivals {

    /// The next time, in nanoseconds since the load began; later than the one before.
    long nextNanos();

    /// How many requests a second are asked for.
    double perSecond();
}
