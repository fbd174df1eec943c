package dev.edgewise.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What TCP makes of loss: a lost segment is sent again, and what came behind it is held back until
/// it is there, because a stream keeps its order.
///
/// It is sent again one round trip after the third segment behind it has left, when three
/// acknowledgements tell of a gap (fast retransmit, RFC 5681); if less follows, as at a burst's
/// end, after the timeout, and if it is lost once more, after twice that. The timeout begins when
/// what the connection has in the link's queue has left, because each acknowledgement restarts it
/// (RFC 6298).
final class Recovery {

    private static final int ENOUGH = 3;
    private static final int MOST_BACKOFF = 6;

    /// A segment that is missing.
    static final class Gap {
        private final Parcel parcel;
        private final long left;
        private long again;
        private int behind;
        private int resends;
        private int backoff;

        private Gap(Parcel parcel, long left, long again) {
            this.parcel = parcel;
            this.left = left;
            this.again = again;
        }

        Parcel parcel() {
            return parcel;
        }

        /// When it left first.
        long left() {
            return left;
        }

        /// Whether segments behind it told of it.
        boolean isTold() {
            return behind >= ENOUGH && resends == 0;
        }
    }

    private final List<Gap> gaps = new ArrayList<>();
    private final ArrayDeque<Parcel> held = new ArrayDeque<>();

    /// Whether nothing is missing.
    boolean isEmpty() {
        return gaps.isEmpty();
    }

    /// When the next segment is sent again; [Lane#NEVER] if none is missing.
    long next() {
        return gaps.isEmpty() ? Lane.NEVER : first().again;
    }

    /// The segment that is sent again next.
    Gap first() {
        return gaps.stream().min(Comparator.comparingLong(gap -> gap.again)).orElseThrow();
    }

    /// A segment that left at `left` is missing, and the timeout is over at `timedOut`.
    void lost(Parcel parcel, long left, long timedOut) {
        gaps.add(new Gap(parcel, left, timedOut));
        held.add(parcel);
    }

    /// A segment arrives behind those that are missing, and is acknowledged at `acknowledged`.
    void followed(Parcel parcel, long acknowledged) {
        held.add(parcel);
        for (Gap gap : gaps) {
            if (++gap.behind == ENOUGH && gap.resends == 0) {
                gap.again = acknowledged;
            }
        }
    }

    /// A segment that was sent again was lost again; the timeout begins at `from`.
    void lostAgain(Gap gap, long from, long timeout) {
        if (!gap.isTold()) {
            gap.backoff = Math.min(gap.backoff + 1, MOST_BACKOFF);
        }
        gap.resends++;
        gap.again = from + (timeout << gap.backoff);
    }

    /// A segment that was sent again will arrive.
    void filled(Gap gap) {
        gaps.remove(gap);
    }

    /// The next parcel in order, if it will arrive.
    Optional<Parcel> release() {
        Parcel head = held.peek();
        return head == null || head.due() == Lane.NEVER
                ? Optional.empty()
                : Optional.of(held.remove());
    }

    /// Forgets everything.
    void clear() {
        gaps.clear();
        held.clear();
    }
}
