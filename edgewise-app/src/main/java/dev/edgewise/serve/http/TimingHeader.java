package dev.edgewise.serve.http;

import dev.edgewise.engine.Phase;
import dev.edgewise.engine.Phases;

/// The `Server-Timing` header (W3C Server Timing): a request's phases, with their durations in
/// milliseconds. `total` comes last, and ends when the header is made.
public final class TimingHeader {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private TimingHeader() {}

    /// The header's value.
    public static String of(Phases phases) {
        phases.total();
        StringBuilder header = new StringBuilder(160);
        for (Phase phase : phases.ended()) {
            if (!header.isEmpty()) {
                header.append(", ");
            }
            long nanos = phase.nanos();
            header.append(phase.name()).append(";dur=").append(nanos / NANOS_PER_MILLI).append('.');
            String fraction = Long.toString(nanos % NANOS_PER_MILLI);
            header.repeat('0', 6 - fraction.length()).append(fraction);
        }
        return header.toString();
    }
}
