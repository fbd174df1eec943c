package dev.edgewise.measure.load;

import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until somebody waits for it or makes time pass.
final class FakePacer implements Pacer {

    private final AtomicLong now = new AtomicLong(1_000_000);

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void waitUntil(long nanoTime) {
        now.accumulateAndGet(nanoTime, Math::max);
    }

    void pass(long nanos) {
        now.addAndGet(nanos);
    }
}
