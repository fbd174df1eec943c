package dev.edgewise.link;

/// A steady rate: bytes leave one after another, each taking its share of a second.
final class Serialiser implements Pacer {

    private static final long BITS_A_BYTE_IN_NANOS = 8_000_000_000L;

    private final long bitsPerSecond;
    private long free;
    private long remainder;

    /// @param bitsPerSecond [LinkProfile#UNLIMITED] takes no time
    Serialiser(long bitsPerSecond) {
        this.bitsPerSecond = bitsPerSecond;
    }

    @Override
    public long free() {
        return free;
    }

    @Override
    public long send(long start, int bytes) {
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
