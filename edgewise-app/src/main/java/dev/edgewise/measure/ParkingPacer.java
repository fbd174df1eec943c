package dev.edgewise.measure;

import java.util.concurrent.locks.LockSupport;

/// The real clock. It sleeps until shortly before the time, because a sleep ends some 60 µs late,
/// and spins for the rest: some tens of microseconds of a core a wait, and as precise as that.
/// It belongs on a platform thread: a virtual one is woken through another thread.
public final class ParkingPacer implements Pacer {

    private static final long SPIN_NANOS = 100_000;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void waitUntil(long nanoTime) throws InterruptedException {
        for (long left = left(nanoTime); left > SPIN_NANOS; left = left(nanoTime)) {
            LockSupport.parkNanos(left - SPIN_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        while (left(nanoTime) > 0) {
            Thread.onSpinWait();
        }
    }

    private static long left(long nanoTime) {
        return nanoTime - System.nanoTime();
    }
}
