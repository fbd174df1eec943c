package dev.edgewise.measure.load;

import dev.edgewise.measure.Status;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Counts the requests of a load. One thread at a time writes into it; there are as many as threads
/// write at once, and they are added up at the end.
final class Tally {

    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final Histogram latency = Distribution.histogram();
    private final Histogram service = Distribution.histogram();
    private final Histogram lateness = Distribution.histogram();
    private final Map<Status, Map<String, Histogram>> phases = new EnumMap<>(Status.class);
    private long late;
    private long lateAlone;
    private long lastSentNanos;
    private long endNanos;

    void add(Shot shot) {
        Status status = shot.status();
        counts.merge(status, 1L, Long::sum);
        if (status == Status.ANSWERED) {
            latency.recordValue(shot.latencyNanos());
            service.recordValue(shot.outcome().nanos());
        }
        lateness.recordValue(shot.latenessNanos());
        if (shot.latenessNanos() > LoadResult.LATE_NANOS) {
            late++;
            lateAlone += shot.held() ? 0 : 1;
        }
        lastSentNanos = Math.max(lastSentNanos, shot.sentNanos());
        endNanos = Math.max(endNanos, shot.sentNanos() + shot.outcome().nanos());
        Map<String, Histogram> own = phases.computeIfAbsent(status, s -> new LinkedHashMap<>());
        shot.outcome()
                .phaseNanos()
                .forEach(
                        (phase, nanos) ->
                                own.computeIfAbsent(phase, p -> Distribution.histogram())
                                        .recordValue(nanos));
    }

    long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    Histogram latency() {
        return latency;
    }

    Histogram service() {
        return service;
    }

    Histogram lateness() {
        return lateness;
    }

    /// By phase, in the order in which phases came.
    Map<String, Histogram> phases(Status status) {
        return phases.getOrDefault(status, Map.of());
    }

    long late() {
        return late;
    }

    long lateAlone() {
        return lateAlone;
    }

    /// When the last one was sent, since the load began.
    long lastSentNanos() {
        return lastSentNanos;
    }

    /// When the last one ended, since the load began.
    long endNanos() {
        return endNanos;
    }
}
