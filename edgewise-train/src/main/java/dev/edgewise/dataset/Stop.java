package dev.edgewise.dataset;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Somebody's wish that the work should end: Ctrl-C, as a rule. Any thread may ask.
public final class Stop {

    /// The work ended because somebody wished it.
    public static final class Stopped extends IOException {

        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped");
        }
    }

    private final CountDownLatch asked = new CountDownLatch(1);

    public void ask() {
        asked.countDown();
    }

    public boolean asked() {
        return asked.getCount() == 0;
    }

    /// Ends the work if somebody asked.
    ///
    /// @throws Stopped then
    public void check() throws Stopped {
        if (asked()) {
            throw new Stopped();
        }
    }

    /// Waits.
    ///
    /// @throws Stopped if somebody asked, or asks meanwhile
    void pause(Duration time) throws Stopped {
        try {
            if (asked.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
