package dev.edgewise.link;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Wakes its thread at a given time, never before, and as little after as can be. After a long rest
/// a thread wakes late by about a tenth of a millisecond; the alarm learns by how much, aims that
/// much earlier, and spins for what is left. One thread uses it.
final class Alarm {

    /// From here on a rest is long. It is short between a bulk transfer's segments, so that these
    /// spend no processor time on spinning.
    private static final long LONG_REST = 5_000_000;

    private static final long MOST_LEAD = 250_000;

    /// Three up for one down: three of four wakes are early enough.
    private static final long STEP = 5_000;

    private final LongSupplier clock;
    private long lead;

    Alarm(LongSupplier clock) {
        this.clock = clock;
    }

    void sleepUntil(long time) throws InterruptedException {
        if (time - clock.getAsLong() > LONG_REST) {
            long late = park(time - lead) - (time - lead);
            lead = Math.clamp(lead + (late > lead ? 3 * STEP : -STEP), 0, MOST_LEAD);
            while (clock.getAsLong() < time) {
                Thread.onSpinWait();
            }
        } else {
            park(time);
        }
    }

    /// Waits until `time` or a little after; the time then.
    private long park(long time) throws InterruptedException {
        long now = clock.getAsLong();
        while (now < time) {
            LockSupport.parkNanos(this, time - now);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now = clock.getAsLong();
        }
        return now;
    }
}
