package dev.edgewise.link;

/// What one direction of a link has carried.
///
/// @param bytes what receivers have taken
/// @param bitsPerSecond the same in the last whole second
/// @param waitingBytes what is there and has not left: at the senders and in the queue
/// @param segments sent, again or not
/// @param lost segments lost on their way
/// @param dropped segments for which the queue had no room
/// @param timeouts segments that were sent again after a timeout
public record Traffic(
        long bytes,
        long bitsPerSecond,
        long waitingBytes,
        long segments,
        long lost,
        long dropped,
        long timeouts) {

    /// Segments that had to be sent again.
    public long missing() {
        return lost + dropped;
    }
}
