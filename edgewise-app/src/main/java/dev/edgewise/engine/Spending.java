package dev.edgewise.engine;

import java.util.concurrent.atomic.LongAdder;

/// A running sum of how often something was done and how long it took.
final class Spending {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long more, long longer) {
        count.add(more);
        nanos.add(longer);
    }

    Spent spent() {
        return new Spent(count.sum(), nanos.sum());
    }
}
