package dev.edgewise.load;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.statistics.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Requests before the load, one at a time, until their times have settled or enough time has
/// passed: client, server and the way between them are slow at first.
final class WarmingUp {

    private static final int BLOCK = 20;
    private static final long LONGEST_NANOS = 3_000_000_000L;
    private static final int MOST_BLOCKS = 200;
    private static final long LEAST_NANOS = 1_000_000_000L;

    private WarmingUp() {}

    /// What was found; empty where nothing was answered.
    static Optional<WarmUp> run(Target target, List<String> items, Duration timeout)
            throws InterruptedException {
        List<Double> medians = new ArrayList<>();
        long begin = System.nanoTime();
        WarmUp found = WarmUp.of(medians);
        int sent = 0;
        while (elapsed(begin) < LONGEST_NANOS && medians.size() < MOST_BLOCKS) {
            long[] nanos = new long[BLOCK];
            int answered = 0;
            for (int i = 0; i < BLOCK && elapsed(begin) < LONGEST_NANOS; i++) {
                Outcome outcome = target.send(items.get(sent++ % items.size()), timeout);
                if (outcome.answered()) {
                    nanos[answered++] = outcome.nanos();
                }
            }
            if (answered == 0) {
                return Optional.empty();
            }
            Arrays.sort(nanos, 0, answered);
            medians.add(Math.max(1, nanos[answered / 2]) / 1e6);
            found = WarmUp.of(medians);
            if (found.steady() && elapsed(begin) > LEAST_NANOS) {
                break;
            }
        }
        return Optional.of(found);
    }

    private static long elapsed(long begin) {
        return System.nanoTime() - begin;
    }
}
