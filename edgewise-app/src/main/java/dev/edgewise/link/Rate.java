package dev.edgewise.link;

/// How fast one direction is.
sealed interface Rate permits SteadyRate, Trace {

    /// Payload's bits a second, on average.
    long bitsPerSecond();

    /// What paces bytes at this rate from `origin` on.
    Pacer pacer(long origin);
}
