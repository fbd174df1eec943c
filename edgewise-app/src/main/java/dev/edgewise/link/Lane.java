package dev.edgewise.link;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// One direction of a link, shared by its connections.
///
///     flow --\
///     flow ----> first come, first served -> Impairments -> each flow's parcels
///     flow --/   (a segment at a time)
///
/// Decisions are made in virtual time: whoever comes by takes all those that are due and dates them
/// at the moment at which they were. A thread that wakes up late therefore costs no rate and adds
/// no delay, as long as it wakes up before the bytes are due at the other end.
final class Lane implements AutoCloseable {

    static final long NEVER = Long.MAX_VALUE;

    final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Flow> waiting =
            new PriorityQueue<>(
                    Comparator.comparingLong(Flow::turn).thenComparingLong(Flow::ticket));
    private final Tally tally = new Tally();
    private final LongSupplier clock;
    private final Thread timer;
    private volatile Impairments impairments;
    private long tickets;
    private long wakes = NEVER;
    private volatile boolean closed;

    /// @param clock nanoseconds since some moment, never negative
    Lane(String name, Impairments impairments, LongSupplier clock) {
        this.impairments = impairments;
        this.clock = clock;
        this.timer = Thread.ofPlatform().daemon().name(name).unstarted(this::keepTime);
    }

    void start() {
        timer.start();
    }

    long now() {
        return clock.getAsLong();
    }

    long oneWay() {
        return impairments.oneWay();
    }

    long roundTrip() {
        return 2 * impairments.oneWay();
    }

    /// Whether segments wait in a queue of the link, and not at their senders.
    boolean queues() {
        return impairments.queues();
    }

    /// Bytes that one connection may have on its way unread: two bandwidth-delay products, the
    /// queue and twice the [#store], within 1 and 16 MiB.
    long limit() {
        return impairments.limit();
    }

    /// Bytes that may wait at one connection; a sender that is faster than the link stops there.
    long store() {
        return impairments.store();
    }

    /// Its counts. Used with the lock held.
    Tally tally() {
        return tally;
    }

    /// Sends what the link takes at `start`. Called with the lock held.
    Passage pass(long start, int bytes) {
        Passage passage = impairments.pass(start, bytes);
        tally.passed(passage.fate());
        return passage;
    }

    /// Behaves otherwise from now on. What has left arrives when it was to arrive.
    void change(Impairments next) {
        lock.lock();
        try {
            advanceTo(now());
            next.follow(impairments);
            impairments = next;
            wakes = NEVER;
            advance();
        } finally {
            lock.unlock();
        }
    }

    /// What it has carried, and what waits.
    Traffic traffic() {
        lock.lock();
        try {
            long now = now();
            return tally.traffic(now, impairments.queued(now));
        } finally {
            lock.unlock();
        }
    }

    /// Lets `flow` wait for its turn. Called with the lock held.
    void enqueue(Flow flow) {
        flow.ticket(tickets++);
        waiting.add(flow);
    }

    /// Forgets a flow that was waiting. Called with the lock held.
    void remove(Flow flow) {
        waiting.remove(flow);
    }

    /// Sends all that is due by now, and sees that the timer does so with what comes next. Called
    /// with the lock held.
    void advance() {
        long next = advanceTo(now());
        if (next < wakes) {
            wakes = next;
            LockSupport.unpark(timer);
        }
    }

    private long advanceTo(long now) {
        for (Flow flow = waiting.peek(); flow != null; flow = waiting.peek()) {
            long start = impairments.takes(flow.turn());
            if (start > now) {
                return start;
            }
            waiting.remove();
            flow.send(start);
        }
        return NEVER;
    }

    private void keepTime() {
        while (!closed) {
            long next;
            lock.lock();
            try {
                next = advanceTo(now());
                wakes = next;
            } finally {
                lock.unlock();
            }
            if (next == NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(next - now(), impairments.nap()));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(timer);
    }
}
