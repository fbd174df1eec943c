package dev.edgewise.link;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/// How much one connection may have under way in one direction: TCP's congestion window.
/// The window begins at 10 segments (RFC 6928), grows by one with each segment acknowledged, and
/// is back at 10 after a pause longer than one retransmission timeout, taken as 200 ms and a round
/// trip (RFC 5681, 6298). An acknowledgement arrives one round trip after its segment has left; the
/// way back costs no rate.
///
/// A loss that others' acknowledgements tell of leaves 0.7 of the window (RFC 9438), a timeout one
/// segment; slow start then ends at that 0.7, and from there the window grows by one segment in
/// each round trip (RFC 5681). Losses of one flight count once. A lost segment takes up room until
/// it is sent again.
final class Window {

    /// Bytes of payload in a full segment.
    static final int SEGMENT = 1448;

    static final int INITIAL_SEGMENTS = 10;

    private static final long LEAST_TIMEOUT = 200_000_000;
    private static final double KEPT = 0.7;
    private static final int LEAST_SEGMENTS = 2;

    private final LongSupplier roundTrip;
    private final ArrayDeque<Long> acknowledgements = new ArrayDeque<>();
    private int segments = INITIAL_SEGMENTS;
    private int slowStartEnds = Integer.MAX_VALUE;
    private int credit;
    private int missing;
    private long opened;
    private long lastSent;
    private long reduced = -1;

    /// @param roundTrip nanoseconds, as it is now
    Window(LongSupplier roundTrip) {
        this.roundTrip = roundTrip;
    }

    /// Nanoseconds after which a segment that nobody acknowledged is sent again.
    long timeout() {
        return LEAST_TIMEOUT + roundTrip.getAsLong();
    }

    /// When the next segment may be sent, if its bytes are there at `ready`; [Lane#NEVER] if not
    /// before a lost one is. Asked once a segment, in the order of sending.
    long opens(long ready) {
        while (!acknowledgements.isEmpty() && acknowledgements.element() <= ready) {
            acknowledge();
        }
        if (ready - lastSent > timeout()) {
            segments = Math.min(segments, INITIAL_SEGMENTS);
        }
        while (acknowledgements.size() + missing >= segments) {
            if (acknowledgements.isEmpty()) {
                return Lane.NEVER;
            }
            opened = acknowledge();
        }
        return Math.max(ready, opened);
    }

    /// A segment's last bit has left at `time`.
    void sent(long time) {
        lastSent = time;
        acknowledgements.add(time + roundTrip.getAsLong());
    }

    /// A segment's last bit has left at `time`, and the segment is lost.
    void missed(long time) {
        lastSent = Math.max(lastSent, time);
        missing++;
    }

    /// At `time` a segment that left at `left` and is lost will be sent again, because segments
    /// behind it came.
    void lost(long left, long time) {
        missing--;
        if (left > reduced) {
            reduce(time);
            segments = slowStartEnds;
        }
    }

    /// At `time` a segment that left at `left` and is lost will be sent again, because nothing came
    /// behind it.
    void timedOut(long left, long time) {
        missing--;
        if (left > reduced) {
            reduce(time);
            segments = 1;
        }
    }

    private void reduce(long time) {
        reduced = time;
        credit = 0;
        slowStartEnds = Math.max(LEAST_SEGMENTS, (int) (segments * KEPT));
    }

    private long acknowledge() {
        if (segments < slowStartEnds) {
            segments++;
        } else if (++credit >= segments) {
            credit = 0;
            segments++;
        }
        return acknowledgements.remove();
    }
}
