package dev.edgewise.engine;

import java.util.concurrent.atomic.AtomicLong;

/// What the requests for one model take of the [Workers]: how many places each, and for how
/// long, as far as those before tell.
final class Pace {

    /// A new time of work counts as one in so many for the mean.
    private static final long MEMORY = 16;

    /// One in so many that are too late by the mean is tried all the same.
    private static final int TRIED = 32;

    private final int places;
    private final AtomicLong meanNanos = new AtomicLong();
    private int tooLate;

    /// Requests that wait, and those that are worked on; [Line] counts them.
    int waiting;

    int working;

    Pace(int places) {
        this.places = places;
    }

    /// How many places a request takes: one where requests may run as one, else all those of a run.
    int places() {
        return places;
    }

    /// How long one takes; 0 before the first.
    long meanNanos() {
        return meanNanos.get();
    }

    void learn(long nanos) {
        meanNanos.accumulateAndGet(
                nanos, (mean, seen) -> mean == 0 ? seen : mean + (seen - mean) / MEMORY);
    }

    /// Whether one that is too late by the mean is tried all the same. Were there none, then a
    /// model that was slow once would never be asked again by those in a hurry. The workers
    /// guard it.
    boolean isTried() {
        tooLate = (tooLate + 1) % TRIED;
        return tooLate == 0;
    }
}
