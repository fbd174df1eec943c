package dev.edgewise.serve.guard;

import java.time.Duration;

/// What the settings of a guard may be.
final class Range {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Range() {}

    static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": must be from " + least + " to " + most + ", got " + value);
        }
    }

    static void requireTime(String name, Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name
                            + ": must be longer than nothing and at most a day, got "
                            + time.toMillis()
                            + "ms");
        }
    }
}
