package dev.edgewise.serve;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides who may use the model now: as many requests as there are workers, the next ones wait in
/// turn, and beyond the queue's length a request is refused at once.
///
/// A worker is a right, not a thread: a request runs on the virtual thread that read it, which
/// saves the way to another thread and back. `designs/0002-the-server.md` has the figures.
final class Admission {

    private final Semaphore workers;
    private final int queue;
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(int workers, int queue) {
        this.workers = new Semaphore(workers, true);
        this.queue = queue;
    }

    /// Runs `work` when a worker is free; the wait is phase `queue`.
    ///
    /// @throws HttpFailure 503 with `Retry-After` if the queue is full
    <T> T admit(Phases phases, Phases.Work<T> work) throws IOException {
        phases.time(
                "queue",
                () -> {
                    enter();
                    return workers;
                });
        try {
            return work.run();
        } finally {
            workers.release();
        }
    }

    /// How many requests wait.
    int waiting() {
        return waiting.get();
    }

    private void enter() throws IOException {
        try {
            // With a timeout, even of zero, the semaphore keeps the order of those who wait.
            if (workers.tryAcquire(0, TimeUnit.SECONDS)) {
                return;
            }
            if (waiting.incrementAndGet() > queue) {
                waiting.decrementAndGet();
                throw new HttpFailure(
                        503,
                        "the queue is full: " + queue + " requests wait",
                        Map.of("Retry-After", "1"));
            }
            try {
                workers.acquire();
            } finally {
                waiting.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(503, "the server is stopping", Map.of("Retry-After", "1"));
        }
    }
}
