package dev.edgewise.oip;

/// A value that a client or server adds to a message beyond what the protocol fixes.
public sealed interface Parameter {

    record Text(String value) implements Parameter {}

    record Whole(long value) implements Parameter {}

    /// A number that isn't whole, or beyond 64 bits.
    record Real(double value) implements Parameter {}

    record Flag(boolean value) implements Parameter {}
}
