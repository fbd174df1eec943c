package dev.edgewise.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Half of the round trip, up to `jitter` more or less, all equally likely.
record UniformDelay(Duration roundTrip, Duration jitter) implements Delay {

    UniformDelay {
        LinkProfile.requireJitter(roundTrip, jitter);
    }

    @Override
    public long up(RandomGenerator random) {
        long most = jitter.toNanos();
        return roundTrip.toNanos() / 2 + random.nextLong(-most, most + 1);
    }

    @Override
    public long down(RandomGenerator random) {
        return up(random);
    }
}
