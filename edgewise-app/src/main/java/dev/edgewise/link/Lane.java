package dev.edgewise.link;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// One direction of a link, shared by its connections: a [Serialiser], and behind it a delay.
///
///     flow --\
///     flow ----> first come, first served -> Serialiser -> delay -> each flow's parcels
///     flow --/   (a segment at a time)
///
/// Decisions are made in virtual time: whoever comes by takes all those that are due and dates them
/// at the moment at which they were. A thread that wakes up late therefore costs no rate and adds
/// no delay, as long as it wakes up before the bytes are due at the other end.
final class Lane implements AutoCloseable {

    static final long NEVER = Long.MAX_VALUE;

    /// How long the timer may leave a decision, at least and at most.
    private static final long SHORTEST_NAP = 50_000;

    private static final long LONGEST_NAP = 1_000_000;
    private static final long LEAST_LIMIT = 1 << 20;
    private static final long MOST_LIMIT = 16 << 20;

    final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Flow> waiting =
            new PriorityQueue<>(
                    Comparator.comparingLong(Flow::turn).thenComparingLong(Flow::ticket));
    private final Serialiser serialiser;
    private final LongSupplier clock;
    private final long oneWay;
    private final long limit;
    private final long nap;
    private final Thread timer;
    private long tickets;
    private long wakes = NEVER;
    private volatile boolean closed;

    /// @param bitsPerSecond the rate
    /// @param oneWay the delay in nanoseconds
    /// @param clock nanoseconds since some moment, never negative
    Lane(String name, long bitsPerSecond, long oneWay, LongSupplier clock) {
        this.serialiser = new Serialiser(bitsPerSecond);
        this.oneWay = oneWay;
        this.clock = clock;
        double product = (double) bitsPerSecond / 8e9 * oneWay * 2;
        this.limit = (long) Math.clamp(2 * product, LEAST_LIMIT, MOST_LIMIT);
        this.nap = Math.clamp(oneWay / 4, SHORTEST_NAP, LONGEST_NAP);
        this.timer = Thread.ofPlatform().daemon().name(name).unstarted(this::keepTime);
    }

    void start() {
        timer.start();
    }

    long now() {
        return clock.getAsLong();
    }

    long oneWay() {
        return oneWay;
    }

    /// Bytes that one connection may have on its way unread: two bandwidth-delay products, within
    /// 1 and 16 MiB.
    long limit() {
        return limit;
    }

    Serialiser serialiser() {
        return serialiser;
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
            long start = Math.max(serialiser.free(), flow.turn());
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
                LockSupport.parkNanos(this, Math.max(next - now(), nap));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(timer);
    }
}
