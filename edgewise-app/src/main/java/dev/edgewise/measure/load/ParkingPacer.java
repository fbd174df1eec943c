package dev.edgewise.measure.load;

import java.util.concurrent.locks.LockSupport;

/// The real clock. It sleeps until shortly before the time, because a sleep ends some 60 µs late,
/// and spins for the rest, as long as that takes no more than a tenth of a core: where times follow
/// each other faster it only sleeps, and is late by that, since the core is needed for what the
/// times
/// are kept for. It belongs on a platform thread: a virtual one is woken through another thread.
public final class ParkingPacer implements Pacer {

    private static final long SPIN_NANOS = 100_000;
    private static final long SHARE = 10;
    private static final long MOST_SAVED_NANOS = 10 * SPIN_NANOS;

    private long savedNanos = MOST_SAVED_NANOS;
    private long lastNanos = System.nanoTime();

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long nanoTime) throws InterruptedException {
        if (left(nanoTime) <= 0) {
            return;
        }
        long spin = spinNanos();
        for (long left = left(nanoTime); left > spin; left = left(nanoTime)) {
            LockSupport.parkNanos(left - spin);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        long begin = System.nanoTime();
        while (left(nanoTime) > 0) {
            Thread.onSpinWait();
        }
        savedNanos -= System.nanoTime() - begin;
    }

    /// How long it may spin: what a tenth of the time since the last wait has saved up.
    private long spinNanos() {
        long now = System.nanoTime();
        savedNanos = Math.min(MOST_SAVED_NANOS, savedNanos + (now - lastNanos) / SHARE);
        lastNanos = now;
        return savedNanos >= SPIN_NANOS ? SPIN_NANOS : 0;
    }

    private static long left(long nanoTime) {
        return nanoTime - System.nanoTime();
    }
}
