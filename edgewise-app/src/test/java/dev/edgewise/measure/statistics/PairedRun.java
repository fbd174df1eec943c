package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;

/// Two places on one machine that take turns, block by block, in an order drawn anew each time.
/// Both are servers of one kind; the second is slower by a factor.
final class PairedRun {

    private final int requestsPerBlock;
    private final double factor;
    private final RandomGenerator random;
    private final SimulatedServer.Run first;
    private final SimulatedServer.Run second;
    private final Series.Builder firstSeries = Series.builder();
    private final Series.Builder secondSeries = Series.builder();
    private int blocks;
    private long requests;

    PairedRun(SimulatedServer server, int requestsPerBlock, double factor, RandomGenerator random) {
        this.requestsPerBlock = requestsPerBlock;
        this.factor = factor;
        this.random = random;
        this.first = server.start(random);
        this.second = server.start(random);
    }

    PairedRun blocks(int number) {
        for (int i = 0; i < number; i++) {
            boolean swap = random.nextBoolean();
            place(swap);
            place(!swap);
            blocks++;
        }
        return this;
    }

    private void place(boolean isSecond) {
        for (int i = 0; i < requestsPerBlock; i++) {
            double millis = (isSecond ? second : first).nextMillis(requests++);
            (isSecond ? secondSeries : firstSeries)
                    .add(blocks, 1e6 * millis * (isSecond ? factor : 1));
        }
    }

    Series first() {
        return firstSeries.build();
    }

    Series second() {
        return secondSeries.build();
    }
}
