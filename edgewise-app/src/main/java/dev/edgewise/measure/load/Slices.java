package dev.edgewise.measure.load;

import dev.edgewise.measure.statistics.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// A load over time: watches it, and tells of each part of its time what ended in it. Any
/// number of threads are watched; one cuts.
public final class Slices implements LoadWatch {

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier nanoTime;
    private final Recorder latency = new Recorder(DIGITS);
    private final Recorder service = new Recorder(DIGITS);
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final List<Slice> slices = new ArrayList<>();
    private final long beginNanos;
    private long cutNanos;
    private @Nullable Histogram lastLatency;
    private @Nullable Histogram lastService;

    /// The time begins.
    ///
    /// @param nanoTime `System::nanoTime`
    public Slices(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.beginNanos = nanoTime.getAsLong();
    }

    @Override
    public void ended(Shot shot) {
        latency.recordValue(shot.rankNanos());
        if (shot.latenessNanos() > LoadResult.LATE_NANOS) {
            late.increment();
        }
        switch (shot.status()) {
            case ANSWERED -> {
                answered.increment();
                service.recordValue(shot.outcome().nanos());
            }
            case REFUSED -> refused.increment();
            case FAILED, WRONG, TIMED_OUT -> failed.increment();
        }
    }

    @Override
    public void dropped(String item, long intendedNanos, long timeoutNanos) {
        latency.recordValue(timeoutNanos);
        dropped.increment();
    }

    /// Ends a slice, and begins the next.
    public Slice cut() {
        long now = Math.max(cutNanos + 1, nanoTime.getAsLong() - beginNanos);
        Histogram latencies = latency.getIntervalHistogram(lastLatency);
        Histogram services = service.getIntervalHistogram(lastService);
        lastLatency = latencies;
        lastService = services;
        Slice slice =
                new Slice(
                        cutNanos,
                        now,
                        answered.sumThenReset(),
                        refused.sumThenReset(),
                        failed.sumThenReset(),
                        dropped.sumThenReset(),
                        late.sumThenReset(),
                        millis(latencies, Percentile.P50),
                        millis(latencies, Percentile.P99),
                        latencies.getMaxValue() / NANOS_PER_MILLI,
                        millis(services, Percentile.P50));
        cutNanos = now;
        slices.add(slice);
        return slice;
    }

    /// Adds what the last slice held to a log.
    public void log(HistogramLog log) {
        if (lastLatency != null && lastService != null) {
            Slice last = slices.getLast();
            log.add("latency", last, lastLatency);
            log.add("service", last, lastService);
        }
    }

    /// The slices, in order.
    public List<Slice> all() {
        return List.copyOf(slices);
    }

    private static OptionalDouble millis(Histogram histogram, Percentile percentile) {
        return histogram.getTotalCount() < percentile.floor()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        histogram.getValueAtPercentile(100 * percentile.probability())
                                / NANOS_PER_MILLI);
    }
}
