package dev.edgewise.link;

/// What one direction of a link does.
///
/// @param loss the probability with which a segment is lost, at most [#MOST_LOSS]
/// @param queueBytes the room in the queue before the rate, first in, first out; [#NO_QUEUE] if
/// connections wait in turn instead, a segment each
record Direction(Rate rate, double loss, long queueBytes) {

    static final double MOST_LOSS = 0.9;
    static final long NO_QUEUE = Long.MAX_VALUE;

    Direction {
        if (!(loss >= 0 && loss <= MOST_LOSS)) {
            throw new IllegalArgumentException("loss must be between 0% and 90%, got " + loss);
        }
        if (queueBytes < Window.SEGMENT) {
            throw new IllegalArgumentException(
                    "a queue must hold a segment of "
                            + Window.SEGMENT
                            + " bytes, got "
                            + queueBytes);
        }
    }

    static Direction of(long bitsPerSecond) {
        return new Direction(new SteadyRate(bitsPerSecond), 0, NO_QUEUE);
    }
}
