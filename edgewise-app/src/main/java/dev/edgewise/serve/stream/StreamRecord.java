package dev.edgewise.serve.stream;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phase;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Usage;
import dev.edgewise.serve.http.Asked;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What is told of one stream: of each window, that its model ran, and of the whole, when it is
/// over. But for its end, one thread uses it.
final class StreamRecord {

    private static final int SWITCHING = 101;

    /// Those who are told.
    record Listeners(Telemetry telemetry, Usage usage, Clock clock) {}

    private final Listeners listeners;
    private final Asked asked;
    private final Lease lease;
    private final Catalog.Entry entry;
    private final long startNanos = System.nanoTime();
    private final Map<String, Long> sums = new LinkedHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private long bytesIn;

    /// A stream that begins now.
    StreamRecord(Listeners listeners, Asked asked, Lease lease) {
        this.listeners = listeners;
        this.asked = asked;
        this.lease = lease;
        entry = new Catalog.Entry(lease.model().name(), lease.model().version());
    }

    void came(long bytes) {
        bytesIn += bytes;
    }

    /// The model has heard a window.
    void heard(Phases window) {
        listeners.usage().answered(lease, 1, window);
        listeners.telemetry().heard(entry, window);
        for (Phase phase : window.ended()) {
            sums.merge(phase.name(), phase.nanos(), Long::sum);
        }
    }

    /// The model couldn't hear a window.
    void failed(Phases window) {
        listeners.usage().failed(lease, window);
    }

    /// The stream is over. Only the first time counts.
    ///
    /// @param bytesOut how much text was sent
    void over(long bytesOut) {
        if (told.getAndSet(true)) {
            return;
        }
        Phases phases = new Phases(startNanos);
        sums.forEach((name, nanos) -> phases.add(name, startNanos, startNanos + nanos));
        phases.total();
        listeners
                .telemetry()
                .served(
                        new Served(
                                asked.call(),
                                asked.peers(),
                                Optional.of(StreamRoutes.PATH),
                                SWITCHING,
                                bytesIn,
                                bytesOut,
                                phases,
                                System.nanoTime(),
                                listeners.clock().instant(),
                                Optional.of(entry)));
    }
}
