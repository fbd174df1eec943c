package dev.edgewise.measure;

import java.time.Duration;

/// Something that answers requests and can be timed: a function in this process, a server, a
/// server across a link. Used by one thread at a time.
public interface Target extends AutoCloseable {

    /// Sends one item, waits for its answer and times it on `System.nanoTime`. What goes wrong
    /// is an outcome, never an exception: it belongs to the distribution.
    ///
    /// @param item what is sent, in the target's own words: a path, a name
    /// @param deadline after which the wait is given up and the outcome is [Status#TIMED_OUT]
    /// @throws InterruptedException if the whole measurement is to stop; this request then
    ///     counts for nothing
    Outcome send(String item, Duration deadline) throws InterruptedException;

    /// Lets go of connections and the like; later sends are not allowed.
    @Override
    void close();
}
