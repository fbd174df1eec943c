package dev.edgewise.measure.load;

import dev.edgewise.measure.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// The tallies of one load: a thread takes one that is free, so that none is written by two at
/// once and there are no more than threads that write.
final class Tallies {

    private final ConcurrentLinkedQueue<Tally> all = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Tally> free = new ConcurrentLinkedQueue<>();

    private final LoadWatch watch;

    /// @param watch is told of each request
    Tallies(LoadWatch watch) {
        this.watch = watch;
    }

    void add(Shot shot) {
        watch.ended(shot);
        Tally taken = free.poll();
        Tally tally = taken != null ? taken : more();
        tally.add(shot);
        free.add(tally);
    }

    private Tally more() {
        Tally tally = new Tally();
        all.add(tally);
        return tally;
    }

    /// What they say together, when nobody writes any more.
    ///
    /// @param perSecond what was asked for; NaN if nothing was
    /// @param lengthNanos how long the load was to last
    /// @param timeoutNanos the rank of what wasn't answered
    /// @param dropped requests that weren't sent before their timeout
    /// @param unsent requests that weren't sent before the load was interrupted
    LoadResult result(
            double perSecond, long lengthNanos, long timeoutNanos, long dropped, long unsent) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        Map<Status, Map<String, Distribution>> phases = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, sum(tally -> tally.count(status)));
            phases.put(status, phases(status));
        }
        long sent = counts.values().stream().mapToLong(Long::longValue).sum();
        long unanswered = sent + dropped - counts.getOrDefault(Status.ANSWERED, 0L);
        Distribution answered = distribution(Tally::latency);
        return new LoadResult(
                perSecond,
                lengthNanos,
                all.stream().mapToLong(Tally::endNanos).reduce(lengthNanos, Math::max),
                all.stream().mapToLong(Tally::lastSentNanos).reduce(lengthNanos, Math::max),
                counts,
                sum(Tally::late),
                sum(Tally::lateAlone),
                dropped,
                unsent,
                answered.with(timeoutNanos, unanswered),
                answered,
                distribution(Tally::service),
                distribution(Tally::lateness),
                phases);
    }

    private long sum(ToLongFunction<Tally> number) {
        return all.stream().mapToLong(number).sum();
    }

    private Distribution distribution(Function<Tally, Histogram> part) {
        return Distribution.of(all.stream().map(part).toList());
    }

    private Map<String, Distribution> phases(Status status) {
        Map<String, List<Histogram>> parts = new LinkedHashMap<>();
        for (Tally tally : all) {
            tally.phases(status)
                    .forEach(
                            (phase, part) ->
                                    parts.computeIfAbsent(phase, p -> new ArrayList<>()).add(part));
        }
        Map<String, Distribution> phases = new LinkedHashMap<>();
        parts.forEach((phase, histograms) -> phases.put(phase, Distribution.of(histograms)));
        return phases;
    }
}
