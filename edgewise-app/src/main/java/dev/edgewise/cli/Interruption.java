package dev.edgewise.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/// Lets Ctrl-C end work early without losing what it has: the work is told to stop, and the process
/// ends when this is closed.
final class Interruption implements AutoCloseable {

    private final Duration patience;
    private final List<Runnable> steps;
    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption(Duration patience, List<Runnable> steps) {
        this.patience = patience;
        this.steps = steps;
    }

    /// @param patience how long the work may take to end after each step
    /// @param steps what tells it to, each more urgently than the one before
    static Interruption of(Duration patience, Runnable... steps) {
        Interruption interruption = new Interruption(patience, List.of(steps));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(interruption::stop));
        return interruption;
    }

    /// Tells that nothing was measured.
    ///
    /// @return the exit code
    static int beforeAnything(CommandSpec command) {
        command.commandLine()
                .getErr()
                .println(command.qualifiedName() + ": stopped before anything was measured");
        return Main.INTERRUPTED;
    }

    /// Runs as the process ends: the work is over then, or a signal ends it.
    private void stop() {
        try {
            for (Runnable step : steps) {
                if (over.getCount() > 0) {
                    step.run();
                    over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
