package dev.edgewise.engine;

import java.time.Duration;

/// What settings may be. The messages begin with the name that whoever sets them knows.
public final class Range {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Range() {}

    public static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": must be from " + least + " to " + most + ", got " + value);
        }
    }

    /// A time of a day at most.
    public static void requireTime(String name, Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name
                            + ": must be longer than nothing and at most a day, got "
                            + time.toMillis()
                            + "ms");
        }
    }
}
