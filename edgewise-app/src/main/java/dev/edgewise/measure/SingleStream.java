package dev.edgewise.measure;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// A closed loop with one request under way: the next is sent when the last has ended. What is
/// measured is service time, labelled single stream; see the package's page on what it can't
/// see. Used by one thread.
public final class SingleStream {

    /// Takes each sample as soon as it is there.
    @FunctionalInterface
    public interface Sink<X extends Exception> {
        void accept(Sample sample) throws X;
    }

    private final Duration deadline;
    private final LongSupplier nanoTime;
    private final long beginNanos;

    /// Starts the clock that samples' start times are offsets on.
    ///
    /// @param deadline of each request
    /// @param nanoTime `System::nanoTime`
    public SingleStream(Duration deadline, LongSupplier nanoTime) {
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.beginNanos = nanoTime.getAsLong();
    }

    /// Sends a block's items to one place.
    ///
    /// @param place the samples' place
    /// @param block the samples' block
    /// @param first the stage of the first request: [Stage#COLD] where it meets a cold
    ///     connection
    /// @param rest the stage of the others
    /// @throws InterruptedException if the measurement is to stop; the sink has what was
    ///     measured
    public <X extends Exception> void run(
            String place,
            Target target,
            int block,
            List<String> items,
            Stage first,
            Stage rest,
            Sink<X> sink)
            throws X, InterruptedException {
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i);
            long start = nanoTime.getAsLong() - beginNanos;
            Outcome outcome = target.send(item, deadline);
            sink.accept(
                    new Sample(
                            place,
                            block,
                            i,
                            item,
                            i == 0 ? first : rest,
                            start,
                            deadline.toNanos(),
                            outcome));
        }
    }
}
