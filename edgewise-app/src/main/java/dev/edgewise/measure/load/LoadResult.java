package dev.edgewise.measure.load;

import dev.edgewise.measure.Status;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What came of a load.
///
/// @param perSecond the rate asked for; NaN of a closed loop, which asks for none
/// @param lengthNanos how long it was to last or, where it was interrupted, did until then
/// @param nanos from its beginning to its end: as long as it was to last or, where requests were
///     still under way then, until the last of them had ended
/// @param sendingNanos from its beginning until the last request was sent, at least as long as it
///     was to last
/// @param counts how many requests ended in each way; each status has an entry
/// @param late how many were sent more than [#LATE_NANOS] after they were meant to be
/// @param lateAlone how many of those had a free target all the time: what was late was the
///     generator itself
/// @param dropped how many were never sent: nothing was free to send them before their timeout
/// @param unsent how many waited for something free when the load was interrupted: they are in no
///     distribution
/// @param latency from the moment a request was meant to be sent to its end; those that weren't
///     answered rank as their timeout, and so do those that were dropped
/// @param answeredLatency the same of those that were answered, alone
/// @param service of those that were answered, from the actual send
/// @param lateness how long after its intended moment each was sent
/// @param phases what the target reported, by status and name
public record LoadResult(
        double perSecond,
        long lengthNanos,
        long nanos,
        long sendingNanos,
        Map<Status, Long> counts,
        long late,
        long lateAlone,
        long dropped,
        long unsent,
        Distribution latency,
        Distribution answeredLatency,
        Distribution service,
        Distribution lateness,
        Map<Status, Map<String, Distribution>> phases) {

    /// A request that is sent more than a millisecond after its moment is late.
    public static final long LATE_NANOS = 1_000_000;

    /// The generator is the bottleneck if it is late with more than this share by itself.
    private static final double MOST_LATE = 0.01;

    public LoadResult {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        Map<Status, Map<String, Distribution>> copy = new EnumMap<>(Status.class);
        phases.forEach(
                (status, own) ->
                        copy.put(status, Collections.unmodifiableMap(new LinkedHashMap<>(own))));
        phases = Collections.unmodifiableMap(copy);
    }

    /// How many were sent.
    public long sent() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many ended in one way.
    public long count(Status status) {
        return counts.getOrDefault(status, 0L);
    }

    /// How many were meant to be sent, per second: what the schedule made of the rate asked for,
    /// by chance where its gaps are drawn.
    public double scheduledPerSecond() {
        return (sent() + dropped + unsent) * 1e9 / lengthNanos;
    }

    /// How many were sent, per second: the rate that was reached.
    public double sentPerSecond() {
        return sent() * 1e9 / sendingNanos;
    }

    /// How many were answered, per second.
    public double answeredPerSecond() {
        return count(Status.ANSWERED) * 1e9 / nanos;
    }

    /// Whether the generator, not the target, kept requests from being sent in time: the figures
    /// then say as much of this machine as of the target.
    public boolean generatorBound() {
        return lateAlone > MOST_LATE * (sent() + dropped);
    }
}
