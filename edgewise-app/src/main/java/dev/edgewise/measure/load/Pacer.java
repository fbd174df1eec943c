package dev.edgewise.measure.load;

/// A monotonic clock that can be waited on. A test hands in one whose time it makes itself.
public interface Pacer {

    /// The time now, on the clock of [System#nanoTime()].
    long nanoTime();

    /// Returns when it is `nanoTime`, or at once if that has passed. How late it returns is for
    /// the caller to see and to tell.
    void waitUntil(long nanoTime) throws InterruptedException;
}
