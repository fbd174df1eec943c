package dev.edgewise.link;

import java.util.ArrayDeque;

/// How much one connection may have under way in one direction: TCP's slow start.
/// The window begins at 10 segments (RFC 6928), grows by one with each segment acknowledged, and
/// is back at 10 after a pause longer than one retransmission timeout, taken as 200 ms and a round
/// trip (RFC 5681, 6298). An acknowledgement arrives one round trip after its segment has left; the
/// way back costs no rate. Without loss there is nothing that ends slow start.
final class Window {

    /// Bytes of payload in a full segment.
    static final int SEGMENT = 1448;

    static final int INITIAL_SEGMENTS = 10;

    private static final long LEAST_TIMEOUT = 200_000_000;

    private final long roundTrip;
    private final ArrayDeque<Long> acknowledgements = new ArrayDeque<>();
    private int segments = INITIAL_SEGMENTS;
    private long lastSent;

    Window(long roundTripNanos) {
        this.roundTrip = roundTripNanos;
    }

    /// When the next segment may be sent, if its bytes are there at `ready`. Asked once a segment,
    /// in the order of sending.
    long opens(long ready) {
        while (!acknowledgements.isEmpty() && acknowledgements.element() <= ready) {
            acknowledge();
        }
        if (ready - lastSent > LEAST_TIMEOUT + roundTrip) {
            segments = INITIAL_SEGMENTS;
        }
        return acknowledgements.size() < segments ? ready : acknowledge();
    }

    /// A segment's last bit has left at `time`.
    void sent(long time) {
        lastSent = time;
        acknowledgements.add(time + roundTrip);
    }

    private long acknowledge() {
        segments++;
        return acknowledgements.remove();
    }
}
