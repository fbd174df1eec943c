package dev.edgewise.measure.load;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;

/// One request of a load.
///
/// @param item what was sent
/// @param intendedNanos when it was meant to be sent, since the load began
/// @param sentNanos when it was sent; not before it was meant to be
/// @param held whether it had to wait for a target that was free
/// @param timeoutNanos after `intendedNanos`, when an answer is worth nothing any more
/// @param outcome what became of it
public record Shot(
        String item,
        long intendedNanos,
        long sentNanos,
        boolean held,
        long timeoutNanos,
        Outcome outcome) {

    public Shot {
        if (sentNanos < intendedNanos) {
            throw new IllegalArgumentException(
                    "sentNanos: must not be before " + intendedNanos + ", got " + sentNanos);
        }
    }

    /// Its place in the distribution of all: the latency of an answer, else the timeout.
    public long rankNanos() {
        return status() == Status.ANSWERED ? latencyNanos() : timeoutNanos;
    }

    /// From the moment it was meant to be sent to its end.
    public long latencyNanos() {
        return latenessNanos() + outcome.nanos();
    }

    /// How long after its moment it was sent.
    public long latenessNanos() {
        return sentNanos - intendedNanos;
    }

    /// How it ended. An answer after the timeout is none.
    public Status status() {
        return outcome.answered() && latencyNanos() > timeoutNanos
                ? Status.TIMED_OUT
                : outcome.status();
    }
}
