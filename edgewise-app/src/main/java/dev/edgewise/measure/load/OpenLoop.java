package dev.edgewise.measure.load;

import dev.edgewise.measure.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/// A load whose requests are sent when a schedule says so, whatever became of those before: users
/// don't wait for each other. Latency runs from the moment a request was meant to be sent, so a
/// target that freezes is charged with every request of that time, not with one.
///
/// A request needs a free target to go through. Where all are busy it waits for one and goes out
/// late; one that would still wait at its timeout is dropped. Both are counted.
public final class OpenLoop {

    private final Duration timeout;
    private final Pacer pacer;
    private final Executor executor;

    /// An open loop in real time, on virtual threads.
    ///
    /// @param timeout of each request, from the moment it was meant to be sent
    public OpenLoop(Duration timeout) {
        this(timeout, new ParkingPacer(), Thread::startVirtualThread);
    }

    /// @param executor runs each request; one that runs it at once makes the loop wait for it
    OpenLoop(Duration timeout, Pacer pacer, Executor executor) {
        this.timeout = timeout;
        this.pacer = pacer;
        this.executor = executor;
    }

    /// Sends requests until `length` has passed, and waits for the last of them. It should be
    /// called on a platform thread, which is the one that keeps the time.
    ///
    /// @throws InterruptedException if the load was to stop before its end
    public LoadResult run(
            Arrivals arrivals, Duration length, List<String> items, List<Target> targets)
            throws InterruptedException {
        LoadResult result = run(arrivals, length, items, targets, LoadWatch.NOBODY);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return result;
    }

    /// The same, watched. Where the thread is interrupted the load ends early: nothing more is
    /// sent, what is under way goes on to its end or timeout, what waited counts as unsent, and the
    /// result is that of the time until then. The thread stays interrupted.
    ///
    /// @param items are sent in turn
    /// @param targets as many requests as there are targets can be under way; the caller closes
    ///     them
    /// @param watch is told of each request
    public LoadResult run(
            Arrivals arrivals,
            Duration length,
            List<String> items,
            List<Target> targets,
            LoadWatch watch) {
        if (items.isEmpty() || targets.isEmpty()) {
            throw new IllegalArgumentException("at least one item and one target are needed");
        }
        long lengthNanos = length.toNanos();
        Salvo salvo = new Salvo(pacer, executor, timeout.toNanos(), targets, watch);
        try {
            int number = 0;
            for (long at = arrivals.nextNanos();
                    at < lengthNanos && salvo.goesOn();
                    at = arrivals.nextNanos()) {
                pacer.waitUntil(salvo.beginNanos() + at);
                salvo.fire(items.get(number++ % items.size()), at);
            }
            salvo.awaitEnd();
        } catch (InterruptedException e) {
            salvo.stop();
            lengthNanos = Math.max(1, pacer.nanoTime() - salvo.beginNanos());
            salvo.awaitEnd();
            Thread.currentThread().interrupt();
        }
        return salvo.result(arrivals.perSecond(), lengthNanos);
    }
}
