package dev.edgewise.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a segment that has left is on its way, drawn anew for each. No segment overtakes
/// another of its connection, whatever is drawn: the lane sees to that.
sealed interface Delay permits FixedDelay, UniformDelay, NormalDelay, RecordedDelay {

    /// The round trip that timeouts and acknowledgements reckon with.
    Duration roundTrip();

    /// Nanoseconds from the edge to the remote place.
    long up(RandomGenerator random);

    /// Nanoseconds from the remote place to the edge.
    long down(RandomGenerator random);
}
