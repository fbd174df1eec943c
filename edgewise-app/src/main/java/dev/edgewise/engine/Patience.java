package dev.edgewise.engine;

import dev.edgewise.engine.Refusal.Reason;
import java.time.Duration;
import java.util.Optional;

/// How long a request waits for its batch to run.
///
/// @param sinceNanos when it began to wait, as [System#nanoTime()] tells
record Patience(Ticket ticket, LoadSettings load, long sinceNanos) {

    /// Why it is no use to wait any longer at `now`, if there is a reason. Any thread may ask.
    Optional<Refusal> over(long now) {
        if (ticket.leftNanos(now) <= 0) {
            return Optional.of(
                    Refusal.soon(
                            Reason.TOO_LATE,
                            "the request's deadline passed while it waited for others"));
        }
        Optional<Duration> longest = load.longestWait();
        boolean tooLong =
                longest.isPresent()
                        && now - sinceNanos > longest.get().plus(load.batching().delay()).toNanos();
        return tooLong
                ? Optional.of(
                        Refusal.soon(
                                Reason.QUEUE_TIME,
                                "the request waited longer than "
                                        + longest.get().toMillis()
                                        + " ms"))
                : Optional.empty();
    }

    /// The same; the request's own thread asks, which can see whether its client is gone.
    Optional<Refusal> overHere(long now) {
        return ticket.gone().getAsBoolean()
                ? Optional.of(Refusal.soon(Reason.CLIENT_GONE, "the client is gone"))
                : over(now);
    }
}
