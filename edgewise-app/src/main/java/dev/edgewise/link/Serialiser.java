package dev.edgewise.link;

/// What makes a link slow: bytes leave one after another, each taking its share of a second. Keeps
/// a virtual clock of its own, so that a caller who comes late costs the link no capacity.
final class Serialiser {

    private static final long BITS_A_BYTE_IN_NANOS = 8_000_000_000L;

    private final long bitsPerSecond;
    private long free;
    private long remainder;

    /// @param bitsPerSecond [LinkProfile#UNLIMITED] takes no time
    Serialiser(long bitsPerSecond) {
        this.bitsPerSecond = bitsPerSecond;
    }

    /// When the link has sent all that it was given.
    long free() {
        return free;
    }

    /// Sends `bytes`, not before `start`, which must not be before [#free]; the time at which the
    /// last bit leaves.
    long send(long start, int bytes) {
        if (start > free) {
            free = start;
            remainder = 0;
        }
        if (bitsPerSecond != LinkProfile.UNLIMITED) {
            long work = bytes * BITS_A_BYTE_IN_NANOS + remainder;
            free += work / bitsPerSecond;
            remainder = work % bitsPerSecond;
        }
        return free;
    }
}
