package dev.edgewise.measure;

import java.time.Duration;

/// One measured request, with all that is needed to recompute every figure.
///
/// @param place where it was answered: `edge`, a server's name
/// @param block the round in which all places handled the same items, from 0
/// @param index within the block, from 0
/// @param item what was sent
/// @param stage what it was taken for
/// @param startNanos when it was meant to be sent, since the measurement began. In a closed
///     loop that is when it was sent
/// @param timeoutNanos the deadline it had, and its rank in the distribution if it wasn't
///     answered
/// @param outcome what became of it
public record Sample(
        String place,
        int block,
        int index,
        String item,
        Stage stage,
        long startNanos,
        long timeoutNanos,
        Outcome outcome) {

    public Sample {
        if (place.isBlank()) {
            throw new IllegalArgumentException("place: a name is needed, got '" + place + "'");
        }
        requireNonNegative("block", block);
        requireNonNegative("index", index);
        requireNonNegative("startNanos", startNanos);
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException(
                    "timeoutNanos: must be above 0, got " + timeoutNanos);
        }
    }

    /// The same, under another name for its place.
    public Sample at(String other) {
        return new Sample(other, block, index, item, stage, startNanos, timeoutNanos, outcome);
    }

    /// The same, begun so much later.
    public Sample later(long nanos) {
        return nanos == 0
                ? this
                : new Sample(
                        place,
                        block,
                        index,
                        item,
                        stage,
                        startNanos + nanos,
                        timeoutNanos,
                        outcome);
    }

    /// The deadline.
    public Duration timeout() {
        return Duration.ofNanos(timeoutNanos);
    }

    private static void requireNonNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": must not be negative, got " + value);
        }
    }
}
