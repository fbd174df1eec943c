package dev.edgewise.link;

/// What makes a link slow: bytes leave one after another. Keeps a virtual clock of its own, so that
/// a caller who comes late costs the link no capacity, and what wasn't used is gone: no burst goes
/// through for free.
interface Pacer {

    /// When all that it was given has left.
    long free();

    /// Sends `bytes`, not before `start`, which must not be before [#free]; the time at which the
    /// last bit leaves.
    long send(long start, int bytes);
}
