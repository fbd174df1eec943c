package dev.edgewise.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Half of the round trip on average, normally distributed, never below nothing.
///
/// @param jitter the standard deviation of one way
record NormalDelay(Duration roundTrip, Duration jitter) implements Delay {

    NormalDelay {
        LinkProfile.requireJitter(roundTrip, jitter);
    }

    @Override
    public long up(RandomGenerator random) {
        double drawn = random.nextGaussian(roundTrip.toNanos() / 2.0, (double) jitter.toNanos());
        return Math.max(0, Math.round(drawn));
    }

    @Override
    public long down(RandomGenerator random) {
        return up(random);
    }
}
