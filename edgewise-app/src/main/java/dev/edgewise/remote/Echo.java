package dev.edgewise.remote;

import java.io.IOException;

/// The other end of a link, as far as one needs it to measure the link.
@FunctionalInterface
public interface Echo {

    /// Has `bytes` bytes that nobody keeps go over the link, and waits until all are there.
    ///
    /// @param bytes 0 for as few as can be
    /// @return how long the other end had other work, as it says, in nanoseconds
    long send(int bytes) throws IOException;
}
