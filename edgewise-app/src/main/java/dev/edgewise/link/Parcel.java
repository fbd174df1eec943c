package dev.edgewise.link;

/// Bytes on their way and the time at which they arrive; without bytes, the end of the stream.
final class Parcel {

    private final long due;
    private final byte[] bytes;

    Parcel(long due, byte[] bytes) {
        this.due = due;
        this.bytes = bytes;
    }

    long due() {
        return due;
    }

    boolean isEnd() {
        return bytes.length == 0;
    }

    /// The bytes themselves, no copy.
    byte[] bytes() {
        return bytes;
    }
}
