package dev.edgewise.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides who may use a model now: as many requests as there are workers, the next ones wait in
/// turn, and beyond the queue's length a request is refused at once.
///
/// A worker is a right, not a thread: a request runs on the virtual thread that read it, which
/// saves the way to another thread and back. `designs/0002-the-server.md` has the figures.
public final class Workers {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int workers;
    private final Semaphore free;
    private final int queue;
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param workers how many requests use a model at once
    /// @param queue how many may wait
    public Workers(int workers, int queue) {
        this.workers = workers;
        this.free = new Semaphore(workers, true);
        this.queue = queue;
    }

    /// Runs `work` when a worker is free; the wait is phase `queue`.
    ///
    /// @throws Refusal if it isn't worked on
    public <T> T admit(Ticket ticket, Work<T> work) throws IOException {
        ticket.phases()
                .time(
                        "queue",
                        () -> {
                            enter();
                            return free;
                        });
        try {
            return work.run();
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

    private void enter() throws Refusal {
        try {
            // With a timeout, even of zero, the semaphore keeps the order of those who wait.
            if (free.tryAcquire(0, TimeUnit.SECONDS)) {
                return;
            }
            if (waiting.incrementAndGet() > queue) {
                waiting.decrementAndGet();
                throw new Refusal(
                        Refusal.Reason.QUEUE_FULL,
                        "the queue is full: " + queue + " requests wait",
                        RETRY);
            }
            try {
                free.acquire();
            } finally {
                waiting.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Reason.STOPPING, "the server is stopping", RETRY);
        }
    }
}
