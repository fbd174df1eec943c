package dev.edgewise.measure;

import java.util.Map;

/// What became of one request.
///
/// @param status how it ended
/// @param nanos from the send to the end, whichever end it was
/// @param phaseNanos named parts of that time as their owner reported them, in the order given;
///     they are durations, never points in time, since two machines' clocks can't be
///     subtracted. They may overlap; who draws them knows which do
/// @param bytesOut sent for the request, as far as the target counts them
/// @param bytesIn received for it
/// @param detail the answer in a word or, where there is none, why not in a line
public record Outcome(
        Status status,
        long nanos,
        Map<String, Long> phaseNanos,
        long bytesOut,
        long bytesIn,
        String detail) {

    public Outcome {
        phaseNanos = Phases.copyOf(phaseNanos);
        requireNonNegative("nanos", nanos);
        phaseNanos.forEach((phase, value) -> requireNonNegative("phase " + phase, value));
        requireNonNegative("bytesOut", bytesOut);
        requireNonNegative("bytesIn", bytesIn);
    }

    /// An outcome other than an answer: no phases, no bytes.
    public static Outcome without(Status status, long nanos, String why) {
        if (status == Status.ANSWERED) {
            throw new IllegalArgumentException(
                    "an answer has phases and bytes, use the constructor");
        }
        return new Outcome(status, nanos, Map.of(), 0, 0, why);
    }

    public boolean answered() {
        return status == Status.ANSWERED;
    }

    private static void requireNonNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": must not be negative, got " + value);
        }
    }
}
