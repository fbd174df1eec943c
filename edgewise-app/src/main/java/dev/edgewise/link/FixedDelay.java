package dev.edgewise.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Always half of the round trip.
record FixedDelay(Duration roundTrip) implements Delay {

    @Override
    public long up(RandomGenerator random) {
        return roundTrip.toNanos() / 2;
    }

    @Override
    public long down(RandomGenerator random) {
        return roundTrip.toNanos() / 2;
    }
}
