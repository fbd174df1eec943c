package dev.edgewise.link;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;

/// One direction of one connection: bytes that wait for the [Lane], and parcels on their way.
/// One thread offers, one thread takes. What goes next, and when, is up to [Window] and
/// [Recovery].
final class Flow {

    private final Lane lane;
    private final Window window;
    private final Recovery recovery = new Recovery();
    private final long opens;
    private final Condition space;
    private final ArrayDeque<Parcel> unsent = new ArrayDeque<>();
    private final LinkedBlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>();
    private int headOffset;
    private int unsentBytes;
    private long unreadBytes;
    private long creditAt;
    private long granted = Lane.NEVER;
    private long lastStart;
    private long lastDeparture;
    private long lastDue;
    private long endAt = Lane.NEVER;
    private boolean full;
    private boolean waiting;
    private boolean over;
    private long turn;
    private long ticket;

    /// @param opens when the handshake is done: nothing is sent before
    Flow(Lane lane, long opens) {
        this.lane = lane;
        this.window = new Window(lane::roundTrip);
        this.opens = opens;
        this.space = lane.lock.newCondition();
    }

    /// Gives a copy of the first `count` bytes to the link; waits while too many wait already.
    /// Returns false if nobody wants them any more.
    boolean offer(byte[] bytes, int count) throws InterruptedException {
        long ready = lane.now();
        lane.lock.lockInterruptibly();
        try {
            while (unsentBytes >= lane.store() && !over) {
                space.await();
            }
            if (over) {
                return false;
            }
            unsent.add(new Parcel(ready, Arrays.copyOf(bytes, count)));
            unsentBytes += count;
            lane.tally().waits(count);
            queueUp();
            lane.advance();
            return true;
        } finally {
            lane.lock.unlock();
        }
    }

    /// No more bytes will be offered.
    void end() {
        lane.lock.lock();
        try {
            endAt = Math.max(lane.now(), opens);
            arriveAtEnd();
        } finally {
            lane.lock.unlock();
        }
    }

    /// Drops what waits, and all that will be offered; when what is under way will have arrived.
    long cutOff() {
        lane.lock.lock();
        try {
            over = true;
            unsent.clear();
            lane.tally().waits(-unsentBytes);
            unsentBytes = 0;
            granted = Lane.NEVER;
            recovery.clear();
            if (waiting) {
                lane.remove(this);
                waiting = false;
            }
            space.signalAll();
            return lastDue;
        } finally {
            lane.lock.unlock();
        }
    }

    /// The next parcel, perhaps before it is due; waits for one.
    Parcel take() throws InterruptedException {
        return underWay.take();
    }

    /// Whether the next parcel is there and holds bytes that are due by `now`.
    boolean more(long now) {
        Parcel next = underWay.peek();
        return next != null && !next.isEnd() && next.due() <= now;
    }

    /// The receiver has taken `count` bytes.
    void read(int count) {
        lane.lock.lock();
        try {
            unreadBytes -= count;
            lane.tally().arrived(lane.now(), count);
            if (full && unreadBytes < lane.limit()) {
                full = false;
                creditAt = lane.now() + lane.oneWay();
                queueUp();
                lane.advance();
            }
        } finally {
            lane.lock.unlock();
        }
    }

    /// When this flow is next served, if it waits.
    long turn() {
        return turn;
    }

    /// Its place among those with the same turn.
    long ticket() {
        return ticket;
    }

    void ticket(long ticket) {
        this.ticket = ticket;
    }

    /// Sends a segment, or one again, that the link takes at `start`. Called by the lane, with its
    /// lock held.
    void send(long start) {
        waiting = false;
        if (recovery.next() <= start) {
            sendAgain(start);
        } else {
            sendNext(start);
        }
        queueUp();
        arriveAtEnd();
    }

    private void sendNext(long start) {
        byte[] segment = cut(start);
        Passage passage = lane.pass(start, segment.length);
        granted = Lane.NEVER;
        lastStart = start;
        lastDeparture = Math.max(lastDeparture, passage.departure());
        unreadBytes += segment.length;
        boolean arrives = passage.fate() == Passage.Fate.ARRIVES;
        Parcel parcel = new Parcel(arrives ? passage.due() : Lane.NEVER, segment);
        if (!arrives) {
            window.missed(passage.departure());
            recovery.lost(parcel, passage.departure(), lastDeparture + window.timeout());
        } else {
            window.sent(lastDeparture);
            if (recovery.isEmpty()) {
                deliver(parcel);
            } else {
                recovery.followed(parcel, lastDeparture + lane.roundTrip());
            }
        }
        if (unsentBytes < lane.store()) {
            space.signal();
        }
    }

    private void sendAgain(long start) {
        Recovery.Gap gap = recovery.first();
        if (gap.isTold()) {
            window.lost(gap.left(), start);
        } else {
            window.timedOut(gap.left(), start);
            lane.tally().timedOut();
        }
        Passage passage = lane.pass(start, gap.parcel().bytes().length);
        lastDeparture = Math.max(lastDeparture, passage.departure());
        if (passage.fate() != Passage.Fate.ARRIVES) {
            window.missed(passage.departure());
            recovery.lostAgain(gap, lastDeparture, window.timeout());
            return;
        }
        window.sent(passage.departure());
        gap.parcel().due(passage.due());
        recovery.filled(gap);
        for (Optional<Parcel> next = recovery.release();
                next.isPresent();
                next = recovery.release()) {
            deliver(next.get());
        }
    }

    /// Sends `parcel` on its way, in order.
    private void deliver(Parcel parcel) {
        lastDue = Math.max(lastDue, parcel.due());
        parcel.due(lastDue);
        underWay.add(parcel);
    }

    private void queueUp() {
        long next = Math.min(recovery.next(), nextFresh());
        if (next == Lane.NEVER || (waiting && next >= turn)) {
            return;
        }
        if (waiting) {
            lane.remove(this);
        }
        turn = next;
        waiting = true;
        lane.enqueue(this);
    }

    /// When bytes that were never sent may be, if there are any.
    private long nextFresh() {
        Parcel head = unsent.peek();
        full = unreadBytes >= lane.limit();
        if (granted == Lane.NEVER && head != null && !full) {
            long ready = Math.max(Math.max(head.due(), opens), creditAt);
            // Behind those who wait already, each gets its turn; a queue takes them at once.
            long before = lane.queues() ? lastStart : lastDeparture;
            granted = Math.max(window.opens(ready), before);
        }
        return granted;
    }

    private void arriveAtEnd() {
        if (endAt != Lane.NEVER && unsent.isEmpty() && recovery.isEmpty() && !over) {
            over = true;
            underWay.add(new Parcel(Math.max(lastDue, endAt + lane.oneWay()), new byte[0]));
        }
    }

    /// Takes a segment off what is there at `start`.
    private byte[] cut(long start) {
        byte[] segment = new byte[Math.min(Window.SEGMENT, unsentBytes)];
        int size = 0;
        for (Parcel head = unsent.peek();
                head != null && size < segment.length && (size == 0 || head.due() <= start);
                head = unsent.peek()) {
            int count = Math.min(segment.length - size, head.bytes().length - headOffset);
            System.arraycopy(head.bytes(), headOffset, segment, size, count);
            size += count;
            headOffset += count;
            if (headOffset == head.bytes().length) {
                unsent.remove();
                headOffset = 0;
            }
        }
        unsentBytes -= size;
        lane.tally().waits(-size);
        return size == segment.length ? segment : Arrays.copyOf(segment, size);
    }
}
