package dev.edgewise.engine;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// What a request brings to the queue.
///
/// @param phases where its time is noted
/// @param deadlineNanos when [System#nanoTime()] will be such that its answer is worth nothing any
/// more; empty if it has time
/// @param gone whether nobody waits for its answer any more; asked on the request's own thread, now
/// and then while it waits
public record Ticket(Phases phases, OptionalLong deadlineNanos, BooleanSupplier gone) {

    /// Of a request that has time, and whose client stays.
    public static Ticket of(Phases phases) {
        return new Ticket(phases, OptionalLong.empty(), () -> false);
    }

    /// This ticket with a deadline, unless it has an earlier one.
    public Ticket by(long nanos) {
        boolean earlier = deadlineNanos.isPresent() && deadlineNanos.getAsLong() - nanos < 0;
        return earlier ? this : new Ticket(phases, OptionalLong.of(nanos), gone);
    }

    /// This ticket with its deadline, if it has one, so much sooner.
    Ticket sooner(long nanos) {
        return deadlineNanos.isPresent() ? by(deadlineNanos.getAsLong() - nanos) : this;
    }

    /// This ticket of a client that may go away.
    public Ticket unless(BooleanSupplier clientIsGone) {
        return new Ticket(phases, deadlineNanos, clientIsGone);
    }

    /// How much time it has at `now`; [Long#MAX_VALUE] for as much as it takes.
    long leftNanos(long now) {
        return deadlineNanos.isPresent() ? deadlineNanos.getAsLong() - now : Long.MAX_VALUE;
    }
}
