package dev.edgewise.upload;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The clock of an upload: where one stage ends, the next begins. For one thread.
final class Laps {

    /// A stage of an upload.
    enum Lap {
        HANDSHAKE,
        LOOKING,
        SENDING,
        VERIFYING
    }

    private final LongSupplier nanoTime;
    private final long began;
    private final Map<Lap, Long> nanos = new EnumMap<>(Lap.class);
    private long last;

    /// It runs from now on.
    Laps(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.last = began;
    }

    /// A stage is over, and what was since the last one's end belongs to it.
    void end(Lap lap) {
        long now = nanoTime.getAsLong();
        nanos.merge(lap, now - last, Long::sum);
        last = now;
    }

    /// What the time until the last end went to.
    ///
    /// @param bytes that were sent
    /// @param waits for an answer
    /// @param link what it was measured to be; if it wasn't, sending has no parts
    UploadParts parts(long bytes, long waits, Optional<SensedLink> link) {
        long sending = of(Lap.SENDING);
        long transfer = link.map(found -> found.transferNanos(bytes)).orElse(0L);
        long trips = link.map(found -> found.roundTrip().toNanos() * waits).orElse(0L);
        return new UploadParts(
                of(Lap.HANDSHAKE),
                of(Lap.LOOKING),
                transfer,
                trips,
                sending - transfer - trips,
                of(Lap.VERIFYING),
                last - began);
    }

    private long of(Lap lap) {
        return nanos.getOrDefault(lap, 0L);
    }
}
