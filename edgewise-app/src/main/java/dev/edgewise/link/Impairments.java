package dev.edgewise.link;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/// The impairments of one direction, in a row:
///
///     turn -> queue -> outage -> rate -> loss -> delay -> due
///
/// Each has one job and says when a segment leaves it, given when it came. All is virtual time.
final class Impairments {

    /// How long the timer may leave a decision, at least and at most.
    private static final long SHORTEST_NAP = 50_000;

    private static final long LONGEST_NAP = 1_000_000;
    private static final long LEAST_LIMIT = 1 << 20;

    /// No connection has more bytes on its way unread.
    static final long MOST_LIMIT = 16 << 20;

    /// What a fast link has in store, so that a thread may be late: 20 ms of its rate.
    private static final double STORE_SECONDS = 0.02;

    private static final long LEAST_STORE = 256 << 10;
    private static final long MOST_STORE = 4 << 20;

    private final boolean queues;
    private final List<Outage> outages;
    private final long origin;
    private final Pacer pacer;
    private final Backlog backlog;
    private final Loss loss;
    private final ToLongFunction<RandomGenerator> delay;
    private final RandomGenerator random;
    private final long oneWay;
    private final long store;
    private final long limit;
    private final long nap;

    /// @param oneWay the usual delay
    /// @param delay draws one
    /// @param origin when traces and outages begin
    Impairments(
            Direction direction,
            List<Outage> outages,
            long oneWay,
            ToLongFunction<RandomGenerator> delay,
            SplittableGenerator random,
            long origin) {
        this.queues = direction.queueBytes() != Direction.NO_QUEUE;
        this.outages = outages;
        this.origin = origin;
        this.pacer = direction.rate().pacer(origin);
        this.backlog = new Backlog(direction.queueBytes());
        this.loss = new Loss(direction.loss(), random.split());
        this.delay = delay;
        this.random = random;
        this.oneWay = oneWay;
        long rate = direction.rate().bitsPerSecond();
        this.store =
                rate == LinkProfile.UNLIMITED
                        ? LEAST_STORE
                        : (long) Math.clamp(rate / 8.0 * STORE_SECONDS, LEAST_STORE, MOST_STORE);
        double room = 2 * (rate / 8e9 * oneWay * 2) + 2 * store;
        room += queues ? direction.queueBytes() : 0;
        this.limit = (long) Math.clamp(room, LEAST_LIMIT, MOST_LIMIT);
        this.nap = Math.clamp(oneWay / 4, SHORTEST_NAP, LONGEST_NAP);
    }

    /// The usual delay, in nanoseconds.
    long oneWay() {
        return oneWay;
    }

    /// Bytes that one connection may have on its way unread.
    long limit() {
        return limit;
    }

    /// Bytes that one connection's sender may be ahead.
    long store() {
        return store;
    }

    /// How long the timer may leave a decision.
    long nap() {
        return nap;
    }

    /// Whether segments wait in a queue of the link, and not at their senders.
    boolean queues() {
        return queues;
    }

    /// When the link takes a segment that could go at `turn`.
    long takes(long turn) {
        return queues ? turn : afterOutage(Math.max(turn, pacer.free()));
    }

    /// Sends a segment that the link takes at `start`.
    Passage pass(long start, int bytes) {
        if (queues && !backlog.fits(start, bytes)) {
            return new Passage(start, Passage.Fate.DROPPED, start);
        }
        long departure = departs(afterOutage(Math.max(start, pacer.free())), bytes);
        if (queues) {
            backlog.add(departure, bytes);
        }
        if (loss.strikes()) {
            return new Passage(departure, Passage.Fate.LOST, departure);
        }
        return new Passage(departure, Passage.Fate.ARRIVES, departure + delay.applyAsLong(random));
    }

    /// When the last bit has left of what begins at `start`. An outage that begins meanwhile cuts
    /// it
    /// off, and all of it is sent at the first opportunity afterwards.
    private long departs(long start, int bytes) {
        long departure = pacer.send(start, bytes);
        long again = afterOutage(departure - 1);
        if (again <= departure) {
            return departure;
        }
        // Where outages leave no time that is long enough, it leaves as one ends.
        return pacer.send(afterOutage(pacer.send(again, bytes)), 0);
    }

    /// Bytes in the queue.
    long queued(long now) {
        return backlog.bytes(now);
    }

    /// Begins where another ends: what that one has taken leaves first, as it said.
    void follow(Impairments other) {
        pacer.send(Math.max(other.pacer.free(), pacer.free()), 0);
        backlog.takeOver(other.backlog);
    }

    private long afterOutage(long time) {
        long free = time;
        long before;
        do {
            before = free;
            for (Outage outage : outages) {
                free = origin + outage.after(free - origin);
            }
        } while (free != before);
        return free;
    }
}
