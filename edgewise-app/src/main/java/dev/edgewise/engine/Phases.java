package dev.edgewise.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The named parts of one request's time, on one monotonic clock, in the order in which they ended.
/// One request has one, and one thread at a time.
public final class Phases {

    private static final int USUAL = 8;

    private final long startNanos;
    private final List<Phase> ended = new ArrayList<>(USUAL);

    /// Phases of a request that began when [System#nanoTime()] was `startNanos`.
    public Phases(long startNanos) {
        this.startNanos = startNanos;
    }

    /// Runs `work` as phase `name`.
    public <T> T time(String name, Work<T> work) throws IOException {
        long begin = System.nanoTime();
        try {
            return work.run();
        } finally {
            add(name, begin, System.nanoTime());
        }
    }

    /// Adds a phase by its begin and its end.
    public void add(String name, long beginNanos, long endNanos) {
        ended.add(new Phase(name, beginNanos, endNanos - beginNanos));
    }

    /// Adds `total`, from the request's begin until now, as the last one.
    public Phase total() {
        add("total", startNanos, System.nanoTime());
        return ended.getLast();
    }

    public long startNanos() {
        return startNanos;
    }

    /// Those that have ended; a view.
    public List<Phase> ended() {
        return Collections.unmodifiableList(ended);
    }
}
