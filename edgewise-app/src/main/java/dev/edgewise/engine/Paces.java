package dev.edgewise.engine;

import java.util.HashSet;
import java.util.Set;

/// How many requests for each model wait and are worked on, and how long that will take. The
/// [Workers] guard it.
final class Paces {

    private final Set<Pace> there = new HashSet<>();

    void waits(Pace pace) {
        pace.waiting++;
        there.add(pace);
    }

    void waitsNoMore(Pace pace) {
        pace.waiting--;
        forget(pace);
    }

    void begins(Pace pace) {
        pace.working++;
        there.add(pace);
    }

    void ends(Pace pace) {
        pace.working--;
        forget(pace);
    }

    private void forget(Pace pace) {
        if (pace.waiting + pace.working == 0) {
            there.remove(pace);
        }
    }

    /// How many are worked on.
    int working() {
        return there.stream().mapToInt(pace -> pace.working).sum();
    }

    /// How long one waits that comes now, where all places are taken: until those before it, and as
    /// many of those that are worked on as it needs places, are done.
    ///
    /// @param needed how many places it needs
    /// @param places how many there are
    long expectedNanos(int needed, int places) {
        long before = 0;
        long now = 0;
        for (Pace pace : there) {
            long each = pace.meanNanos() * pace.places();
            before += each * pace.waiting;
            now += each * pace.working;
        }
        return (before + needed * (now / places)) / places;
    }
}
