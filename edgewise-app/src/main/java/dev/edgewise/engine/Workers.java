package dev.edgewise.engine;

import dev.edgewise.engine.Refusal.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Decides who may use a model now: as many requests as there are workers, the next ones wait in
/// turn, and one whose wait would be worth nothing is refused at once: it finds the queue full, or
/// would wait too long for the server or for itself.
///
/// A worker is a right, not a thread: a request runs on the virtual thread that read it, which
/// saves the way to another thread and back. `designs/0002-the-server.md` has the figures.
public final class Workers {

    /// A new time of work counts as one in so many for the mean.
    private static final long MEMORY = 16;

    private final LoadSettings settings;
    private final LongSupplier clock;
    private final int workers;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong meanWorkNanos = new AtomicLong();
    private volatile boolean stopping;

    public Workers(LoadSettings settings) {
        this(settings, System::nanoTime);
    }

    /// @param clock tells nanoseconds as [System#nanoTime()] does
    Workers(LoadSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        // Those that run as one hold a worker each.
        this.workers = settings.workers() * settings.batching().most();
        this.free = new Semaphore(workers, true);
    }

    /// Runs `work` when a worker is free; the wait is phase `queue`.
    ///
    /// @throws Refusal if it isn't worked on
    public <T> T admit(Ticket ticket, Work<T> work) throws IOException {
        ticket.phases()
                .time(
                        "queue",
                        () -> {
                            enter(ticket);
                            return free;
                        });
        long begin = clock.getAsLong();
        try {
            T result = work.run();
            learn(clock.getAsLong() - begin);
            return result;
        } finally {
            free.release();
        }
    }

    /// How many requests use a model at once, at most.
    public int workers() {
        return workers;
    }

    /// How many requests use a model now.
    public int busy() {
        return workers - free.availablePermits();
    }

    /// How many requests wait.
    public int waiting() {
        return waiting.get();
    }

    /// How long a request that comes now would wait, as far as those before it tell.
    public Duration expectedWait() {
        return Duration.ofNanos(expectedNanos(free.availablePermits() > 0 ? 0 : waiting.get() + 1));
    }

    /// Lets in nobody from now on; who was let in finishes.
    public void stop() {
        stopping = true;
    }

    private void enter(Ticket ticket) throws Refusal {
        try {
            long now = clock.getAsLong();
            if (stopping) {
                throw refusal(Reason.STOPPING, "the server is stopping");
            }
            if (ticket.leftNanos(now) <= 0) {
                throw refusal(Reason.TOO_LATE, "its deadline had passed before a worker was free");
            }
            // With a timeout, even of zero, the semaphore keeps the order of those who wait.
            if (!free.tryAcquire(0, TimeUnit.SECONDS)) {
                int place = waiting.incrementAndGet();
                try {
                    await(ticket, place, now);
                } finally {
                    waiting.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(Reason.STOPPING, "the server is stopping");
        }
    }

    private void await(Ticket ticket, int place, long now) throws Refusal, InterruptedException {
        if (place > settings.queue()) {
            throw refusal(
                    Reason.QUEUE_FULL, "the queue is full: " + settings.queue() + " requests wait");
        }
        long expected = expectedNanos(place);
        long longest = settings.longestWait().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        if (expected > longest) {
            throw refusal(Reason.QUEUE_TIME, tooLong("would wait", longest));
        }
        long left = ticket.leftNanos(now);
        if (expected + meanWorkNanos.get() > left) {
            throw refusal(Reason.TOO_LATE, "its deadline would pass while it waits for a worker");
        }
        // Asked now so that whoever watches for it begins to.
        boolean gone = ticket.gone().getAsBoolean();
        if (!gone && !free.tryAcquire(Math.min(longest, left), TimeUnit.NANOSECONDS)) {
            throw longest <= left
                    ? refusal(Reason.QUEUE_TIME, tooLong("waited", longest))
                    : refusal(Reason.TOO_LATE, "its deadline passed while it waited for a worker");
        }
        if (gone || ticket.gone().getAsBoolean()) {
            if (!gone) {
                free.release();
            }
            throw refusal(Reason.CLIENT_GONE, "the client is gone");
        }
    }

    private static String tooLong(String verb, long nanos) {
        return "it " + verb + " longer for a worker than " + nanos / 1_000_000 + " ms, the limit";
    }

    private Refusal refusal(Reason reason, String message) {
        return new Refusal(reason, message, Duration.ofNanos(expectedNanos(waiting.get())));
    }

    /// How long the one waits that has `place` in the queue, counted from 1.
    private long expectedNanos(int place) {
        return meanWorkNanos.get() * place / workers;
    }

    private void learn(long nanos) {
        meanWorkNanos.accumulateAndGet(
                nanos, (mean, seen) -> mean == 0 ? seen : mean + (seen - mean) / MEMORY);
    }
}
