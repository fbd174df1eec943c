package dev.edgewise.load;

import dev.edgewise.measure.load.Slice;
import dev.edgewise.report.Millis;
import dev.edgewise.report.ProgressBar;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// Cuts a load into seconds while it runs: each goes to the records and to the terminal.
final class Ticker implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000;

    private final Records records;
    private final ProgressBar bar;
    private final Duration length;
    private final long begin = System.nanoTime();
    private final Thread thread;
    private long failed;
    private volatile boolean ended;

    /// @param length of the load; zero where that isn't known
    Ticker(Records records, ProgressBar bar, Duration length) {
        this.records = records;
        this.bar = bar;
        this.length = length;
        thread = Thread.ofPlatform().daemon().name("ticker").start(this::tick);
    }

    private void tick() {
        for (long next = begin + SECOND_NANOS; !ended; next += SECOND_NANOS) {
            try {
                Thread.sleep(Duration.ofNanos(Math.max(1, next - System.nanoTime())));
            } catch (InterruptedException e) {
                // It is to end.
                return;
            }
            cut();
        }
    }

    private void cut() {
        Slice slice = records.cut();
        failed += slice.refused() + slice.failed() + slice.dropped();
        bar.step(slice.ended(), words(slice));
    }

    /// Rate, latency, errors and the time left, in few enough columns for one line.
    private String words(Slice slice) {
        long left = length.toNanos() - (System.nanoTime() - begin);
        return String.format(
                Locale.ROOT,
                "%s/s  p50 %s  p99 %s ms  %,d errors%s",
                Plan.rate(Math.rint(slice.perSecond())),
                millis(slice.p50Millis()),
                millis(slice.p99Millis()),
                failed,
                length.isZero()
                        ? ""
                        : "  %d:%02d left"
                                .formatted(
                                        Math.max(0, left) / SECOND_NANOS / 60,
                                        Math.max(0, left) / SECOND_NANOS % 60));
    }

    private static String millis(OptionalDouble value) {
        return value.isPresent() ? Millis.text(value.getAsDouble()) : "-";
    }

    /// Cuts a last time, after the load's end.
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        cut();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
