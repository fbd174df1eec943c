package dev.edgewise.measure;

/// One request of a load.
///
/// @param intendedNanos when it was meant to be sent, since the load began
/// @param sentNanos when it was sent; not before it was meant to be
/// @param timeoutNanos after `intendedNanos`, when an answer is worth nothing any more
/// @param outcome what became of it
record Shot(long intendedNanos, long sentNanos, long timeoutNanos, Outcome outcome) {

    Shot {
        if (sentNanos < intendedNanos) {
            throw new IllegalArgumentException(
                    "sentNanos: must not be before " + intendedNanos + ", got " + sentNanos);
        }
    }

    /// From the moment it was meant to be sent to its end.
    long latencyNanos() {
        return latenessNanos() + outcome.nanos();
    }

    long latenessNanos() {
        return sentNanos - intendedNanos;
    }

    /// How it ended. An answer after the timeout is none.
    Status status() {
        return outcome.answered() && latencyNanos() > timeoutNanos
                ? Status.TIMED_OUT
                : outcome.status();
    }
}
