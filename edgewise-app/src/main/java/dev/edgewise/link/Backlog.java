package dev.edgewise.link;

import java.util.ArrayDeque;

/// The queue in front of the link: bytes that have come and have not left, first in, first out. It
/// is finite, so that what doesn't fit is dropped; if it is long, all wait long (bufferbloat).
final class Backlog {

    private record Entry(long departure, int bytes) {}

    private final long limit;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /// @param limit the bytes that have room
    Backlog(long limit) {
        this.limit = limit;
    }

    /// Whether `count` bytes more have room at `time`.
    boolean fits(long time, int count) {
        return bytes(time) + count <= limit;
    }

    /// Bytes that come in and will have left at `departure`, not before those that came before.
    void add(long departure, int count) {
        entries.add(new Entry(departure, count));
        bytes += count;
    }

    /// What waits at `time`.
    long bytes(long time) {
        for (Entry head = entries.peek();
                head != null && head.departure <= time;
                head = entries.peek()) {
            bytes -= head.bytes;
            entries.remove();
        }
        return bytes;
    }

    /// Takes over what waits in another.
    void takeOver(Backlog other) {
        entries.addAll(other.entries);
        bytes += other.bytes;
    }
}
