package dev.edgewise.dataset;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a long command end tidily on Ctrl-C: the work is asked to stop, and the process waits
/// until this is closed, which is after the command's last word.
public final class CtrlC implements AutoCloseable {

    /// The exit code of a command that Ctrl-C ended: 128 and the signal's number (2, SIGINT).
    public static final int INTERRUPTED = 128 + 2;

    /// How long the end of the process waits until all is tidy.
    private static final long TIDY_SECONDS = 20;

    private final Stop stop = new Stop();
    private final CountDownLatch tidy = new CountDownLatch(1);

    private CtrlC() {}

    /// Begins to wait for it, for `command`, as the user calls it.
    public static CtrlC of(String command) {
        CtrlC ctrlC = new CtrlC();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> ctrlC.end(command)));
        return ctrlC;
    }

    /// Asked as soon as the process is to end.
    public Stop stop() {
        return stop;
    }

    /// All is tidy.
    @Override
    public void close() {
        tidy.countDown();
    }

    private void end(String command) {
        stop.ask();
        try {
            if (!tidy.await(TIDY_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(command + ": ended before all was tidied up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
