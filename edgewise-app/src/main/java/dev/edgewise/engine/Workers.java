package dev.edgewise.engine;

import dev.edgewise.engine.Refusal.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides who may use a model now: as many requests as there are workers, the next ones wait in
/// turn, and one whose wait would be worth nothing is refused at once: it finds the queue full, or
/// would wait longer than it is allowed or has time.
///
/// A worker is a right, not a thread: a request runs on the virtual thread that read it, which
/// saves the way to another thread and back. `designs/0002-the-server.md` has the figures.
public final class Workers {

    /// How often the roll of those who wait is called.
    private static final long ROLL_NANOS = 20_000_000;

    /// After how long one that is in no hurry tries again.
    private static final long RETRY_NANOS = 20_000_000;

    private final LongSupplier clock;
    private final Consumer<Refusal> refusals;
    private final int places;
    private final int longestQueue;
    private final long longestWaitNanos;

    /// Guards what follows. Nobody is woken by its holder: who wakes takes the holder's core.
    private final ReentrantLock lock = new ReentrantLock();

    private final Line line;
    private boolean stopping;
    private boolean rollIsCalled;

    /// @param refusals hears of each request that isn't worked on, whichever way it came
    public Workers(LoadSettings settings, Consumer<Refusal> refusals) {
        this(settings, refusals, System::nanoTime);
    }

    /// @param clock tells nanoseconds as [System#nanoTime()] does
    Workers(LoadSettings settings, Consumer<Refusal> refusals, LongSupplier clock) {
        this.clock = clock;
        this.refusals = refusals;
        places = settings.workers() * settings.batching().most();
        longestQueue = settings.queue();
        longestWaitNanos = settings.longestWait().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        line = new Line(places);
    }

    /// Runs `work`, which uses the model of `lease`, when a worker is free; the wait is phase
    /// `queue`.
    ///
    /// @throws Refusal if it isn't worked on
    public <T> T admit(Lease lease, Ticket ticket, Work<T> work) throws IOException {
        return admit(lease, ticket, Duration.ZERO, work);
    }

    /// The same for who is in no hurry: while the queue is full or too long, it tries again.
    ///
    /// @param patience how long it tries
    public <T> T admit(Lease lease, Ticket ticket, Duration patience, Work<T> work)
            throws IOException {
        try {
            long came = System.nanoTime();
            try {
                enter(lease.pace(), ticket, patience.toNanos());
            } finally {
                ticket.phases().add("queue", came, System.nanoTime());
            }
            return run(lease.pace(), work);
        } catch (Refusal refusal) {
            refusals.accept(refusal);
            throw refusal;
        }
    }

    /// Refuses a request for the model of `lease` that would be refused now. Asked before its body
    /// is read, which costs more than the refusal.
    ///
    /// @throws Refusal if it isn't worth its body
    public void refuseEarly(Lease lease, Ticket ticket) throws Refusal {
        lock.lock();
        try {
            long left = ticket.leftNanos(clock.getAsLong());
            refuseIfOver(left);
            if (!line.hasPlace(lease.pace())) {
                refuseIfVain(lease.pace(), left);
            }
        } catch (Refusal refusal) {
            refusals.accept(refusal);
            throw refusal;
        } finally {
            lock.unlock();
        }
    }

    private <T> T run(Pace pace, Work<T> work) throws IOException {
        long begin = clock.getAsLong();
        try {
            T result = work.run();
            pace.learn(clock.getAsLong() - begin);
            return result;
        } finally {
            leave(pace);
        }
    }

    /// How many requests use a model at once, at most.
    public int workers() {
        return places;
    }

    /// How many requests use a model now.
    public int busy() {
        return locked(line::working);
    }

    /// How many requests wait.
    public int waiting() {
        return locked(line::length);
    }

    /// How long a request that comes now would wait, as far as those before it tell.
    public Duration expectedWait() {
        return locked(() -> Duration.ofNanos(line.expectedNanos(1)));
    }

    /// Lets in nobody from now on. Who waits already is worked on.
    public void stop() {
        locked(() -> stopping = true);
    }

    private void enter(Pace pace, Ticket ticket, long patienceNanos) throws Refusal {
        long since = clock.getAsLong();
        while (true) {
            try {
                enter(pace, ticket);
                return;
            } catch (Refusal refusal) {
                boolean over =
                        !refusal.isOfTheQueue()
                                || clock.getAsLong() - since >= patienceNanos
                                || ticket.gone().getAsBoolean()
                                || Thread.currentThread().isInterrupted();
                if (over) {
                    throw refusal;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void enter(Pace pace, Ticket ticket) throws Refusal {
        long now = clock.getAsLong();
        long work = pace.meanNanos();
        Waiting waiting;
        lock.lock();
        try {
            long left = ticket.leftNanos(now);
            refuseIfOver(left);
            if (line.hasPlace(pace)) {
                if (work > left && !pace.isTried()) {
                    throw tooLate(left, 0, work);
                }
                line.begin(pace);
                return;
            }
            refuseIfVain(pace, left);
            waiting = new Waiting(pace);
            line.join(waiting);
            if (!rollIsCalled) {
                rollIsCalled = true;
                Thread.ofVirtual().name("edgewise-roll").start(this::callTheRoll);
            }
        } finally {
            lock.unlock();
        }
        await(waiting, ticket.sooner(work), now);
    }

    private Refusal tooLate(long left, long expected, long work) {
        return refusal(
                Reason.TOO_LATE,
                "the request's deadline would pass: it has "
                        + millis(left)
                        + " left, would wait about "
                        + millis(expected)
                        + " and take about "
                        + millis(work));
    }

    private void refuseIfOver(long left) throws Refusal {
        if (stopping) {
            throw refusal(Reason.STOPPING, "the server is stopping");
        }
        if (left <= 0) {
            throw refusal(Reason.TOO_LATE, "the request's deadline has passed");
        }
    }

    private void refuseIfVain(Pace pace, long left) throws Refusal {
        if (line.length() >= longestQueue) {
            throw refusal(
                    Reason.QUEUE_FULL, "the queue is full: " + longestQueue + " requests wait");
        }
        long expected = line.expectedNanos(pace.places());
        // Some waits are longer than expected: those who come just within the limit would mostly be
        // dropped after it, which is worse than at once.
        if (expected + expected / 4 > longestWaitNanos) {
            throw refusal(
                    Reason.QUEUE_TIME,
                    "the queue is too long: a request would wait about "
                            + millis(expected)
                            + " or a quarter more, the limit is "
                            + millis(longestWaitNanos));
        }
        if (expected + pace.meanNanos() > left) {
            throw tooLate(left, expected, pace.meanNanos());
        }
    }

    private void await(Waiting waiting, Ticket ticket, long since) throws Refusal {
        while (!waiting.isAdmitted()) {
            park(ticket, since);
            if (waiting.isAdmitted()) {
                break;
            }
            Optional<Refusal> over = over(ticket, since, waiting.isOld());
            if (over.isPresent() && quit(waiting)) {
                throw over.get();
            }
        }
        // Whoever was awaited in vain for long may be gone by now; a short wait isn't worth a look.
        Optional<Refusal> over = over(ticket, since, waiting.isOld());
        if (over.isPresent()) {
            leave(waiting.pace());
            throw over.get();
        }
    }

    /// A timer is set only for who has a limit: a request's costs as much as its way through the
    /// queue.
    private void park(Ticket ticket, long since) {
        long now = clock.getAsLong();
        long left = Math.min(longestWaitNanos - (now - since), ticket.leftNanos(now));
        if (longestWaitNanos == Long.MAX_VALUE && ticket.deadlineNanos().isEmpty()) {
            LockSupport.park();
        } else {
            // A clock that isn't the machine's may stand still until somebody moves it.
            LockSupport.parkNanos(Math.max(left, 1_000_000));
        }
    }

    /// Has those who wait look around now and then, as long as there are any.
    private void callTheRoll() {
        while (true) {
            LockSupport.parkNanos(ROLL_NANOS);
            List<Waiting> called;
            lock.lock();
            try {
                if (line.length() == 0) {
                    rollIsCalled = false;
                    return;
                }
                called = line.called();
            } finally {
                lock.unlock();
            }
            wake(called);
        }
    }

    /// Why it is no use to wait, or to begin the work, if there is a reason.
    private Optional<Refusal> over(Ticket ticket, long since, boolean look) {
        long now = clock.getAsLong();
        if (ticket.leftNanos(now) <= 0) {
            return Optional.of(
                    refusal(
                            Reason.TOO_LATE,
                            "the request's deadline can't be met any more: it waited too long"));
        }
        if (now - since > longestWaitNanos) {
            return Optional.of(
                    refusal(
                            Reason.QUEUE_TIME,
                            "the request waited longer than " + millis(longestWaitNanos)));
        }
        if (look && ticket.gone().getAsBoolean()) {
            return Optional.of(refusal(Reason.CLIENT_GONE, "the client is gone"));
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(refusal(Reason.STOPPING, "the server is stopping"));
        }
        return Optional.empty();
    }

    /// Leaves the queue; not if its turn has come a moment ago.
    private boolean quit(Waiting waiting) {
        List<Waiting> next;
        lock.lock();
        try {
            if (!line.quit(waiting)) {
                return false;
            }
            // It may have been first, and needed more places than were free.
            next = line.admit();
        } finally {
            lock.unlock();
        }
        wake(next);
        return true;
    }

    private void leave(Pace pace) {
        wake(
                locked(
                        () -> {
                            line.end(pace);
                            return line.admit();
                        }));
    }

    private static void wake(List<Waiting> those) {
        those.forEach(waiting -> LockSupport.unpark(waiting.thread()));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Refusal refusal(Reason reason, String message) {
        return new Refusal(reason, message, expectedWait());
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
