package dev.edgewise.serve.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// What is done about once a second, each chore on a thread of its own: one that waits, for a file
/// that can't be read say, holds up nothing else, and one that fails is done again.
public final class Chores implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000_000;

    private record Chore(String name, Runnable work) {}

    private final Consumer<Notice> notices;
    private final List<Chore> chores = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /// None yet.
    ///
    /// @param notices hears of those that fail
    public Chores(Consumer<Notice> notices) {
        this.notices = notices;
    }

    /// Lets `work` be done from the start on.
    ///
    /// @param name what it is about, for messages and its thread
    public void add(String name, Runnable work) {
        chores.add(new Chore(name, work));
    }

    /// Begins with all.
    public void start() {
        for (Chore chore : chores) {
            Thread.ofPlatform().daemon().name("edgewise-" + chore.name).start(() -> repeat(chore));
        }
    }

    private void repeat(Chore chore) {
        String said = "";
        while (!stopped) {
            LockSupport.parkNanos(PAUSE_NANOS);
            try {
                chore.work.run();
                said = "";
            } catch (RuntimeException e) {
                String failure = chore.name + ": failed, and is tried again: " + e;
                if (!failure.equals(said)) {
                    said = failure;
                    notices.accept(new Notice(failure));
                }
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
