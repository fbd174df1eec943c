package dev.edgewise.link;

/// Bytes on their way and the time at which they arrive; without bytes, the end of the stream.
final class Parcel {

    private final byte[] bytes;
    private long due;

    /// @param due [Lane#NEVER] as long as they are lost
    Parcel(long due, byte[] bytes) {
        this.due = due;
        this.bytes = bytes;
    }

    long due() {
        return due;
    }

    /// They will arrive at `time` after all, or later than it seemed.
    void due(long time) {
        due = time;
    }

    boolean isEnd() {
        return bytes.length == 0;
    }

    /// The bytes themselves, no copy.
    byte[] bytes() {
        return bytes;
    }
}
