package dev.edgewise.measure.load;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A load of as many users as there are targets, each of whom sends the next request when the last
/// has ended: what finds out how many requests a second a target can answer. Its latencies are
/// service times; the package's page says what they can't show.
public final class ClosedLoop {

    private final Duration timeout;

    /// @param timeout of each request
    public ClosedLoop(Duration timeout) {
        this.timeout = timeout;
    }

    /// Sends requests until `length` has passed, on a virtual thread for each target, and waits for
    /// the last of them.
    ///
    /// Where the thread is interrupted the load ends early: requests under way are interrupted and
    /// count for nothing, and the result is that of the time until then. The thread stays
    /// interrupted.
    ///
    /// @param items are sent in turn by each user, who begin at different ones
    /// @param watch is told of each request
    public LoadResult run(
            Duration length, List<String> items, List<Target> targets, LoadWatch watch) {
        if (items.isEmpty() || targets.isEmpty()) {
            throw new IllegalArgumentException("at least one item and one target are needed");
        }
        Tallies tallies = new Tallies(watch);
        long begin = System.nanoTime();
        long lengthNanos = length.toNanos();
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                int first = i;
                ends.add(
                        users.submit(
                                () -> {
                                    use(targets.get(first), items, first, begin, length, tallies);
                                    return tallies;
                                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a target threw what should be an outcome", e);
        } catch (InterruptedException e) {
            lengthNanos = Math.max(1, System.nanoTime() - begin);
            users.shutdownNow();
            // Nobody may write into the tallies any more.
            users.close();
            Thread.currentThread().interrupt();
        } finally {
            users.shutdownNow();
        }
        return tallies.result(Double.NaN, lengthNanos, timeout.toNanos(), 0, 0);
    }

    private void use(
            Target target,
            List<String> items,
            int first,
            long begin,
            Duration length,
            Tallies tallies)
            throws InterruptedException {
        for (int i = first; true; i++) {
            long sent = System.nanoTime() - begin;
            if (sent >= length.toNanos()) {
                return;
            }
            String item = items.get(i % items.size());
            Outcome outcome = target.send(item, timeout);
            tallies.add(new Shot(item, sent, sent, false, timeout.toNanos(), outcome));
        }
    }
}
