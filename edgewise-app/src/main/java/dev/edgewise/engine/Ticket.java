package dev.edgewise.engine;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// What a request brings to the queue.
///
/// @param phases where its time is noted
/// @param deadlineNanos when [System#nanoTime()] will be such that its answer is worth nothing any
/// more; empty if it has time
/// @param gone whether nobody waits for its answer any more
public record Ticket(Phases phases, OptionalLong deadlineNanos, BooleanSupplier gone) {

    /// Of a request that has time, and whose client stays.
    public static Ticket of(Phases phases) {
        return new Ticket(phases, OptionalLong.empty(), () -> false);
    }

    /// This ticket with another deadline.
    public Ticket by(long nanos) {
        return new Ticket(phases, OptionalLong.of(nanos), gone);
    }
}
