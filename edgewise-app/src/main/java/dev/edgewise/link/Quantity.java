package dev.edgewise.link;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kind of number with units, as a link's spec writes them: `40ms`, `12M`, `64k`, `1%`.
///
/// @param units in rising order
/// @param most the largest number, in the smallest unit
/// @param wanted what is said where something else stands
record Quantity(List<Unit> units, long most, String wanted) {

    /// @param size in the smallest unit
    record Unit(String name, long size) {}

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)([a-z%]*)");

    private static final List<Unit> TIMES =
            List.of(new Unit("us", 1_000), new Unit("ms", 1_000_000), new Unit("s", 1_000_000_000));

    /// Nanoseconds, up to a minute.
    static final Quantity TIME = new Quantity(TIMES, 60_000_000_000L, "a time such as 40ms");

    /// Nanoseconds, up to a day.
    static final Quantity SPAN = new Quantity(TIMES, 86_400_000_000_000L, "a time such as 2s");

    /// Bits a second.
    static final Quantity RATE =
            new Quantity(
                    List.of(
                            new Unit("", 1),
                            new Unit("k", 1_000),
                            new Unit("M", 1_000_000),
                            new Unit("G", 1_000_000_000)),
                    1_000_000_000_000L,
                    "a rate in bits a second such as 12M");

    /// Bytes.
    static final Quantity SIZE =
            new Quantity(
                    List.of(new Unit("", 1), new Unit("k", 1 << 10), new Unit("M", 1 << 20)),
                    1L << 30,
                    "a number of bytes such as 64k");

    /// Millionths.
    static final Quantity SHARE =
            new Quantity(List.of(new Unit("%", 10_000)), 900_000, "a share such as 1%");

    /// The number in `value`, in the smallest unit; below nothing if it is too large.
    ///
    /// @throws NumberFormatException if it is no such number
    long read(String value) {
        Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            for (Unit unit : units) {
                if (unit.name.toLowerCase(Locale.ROOT).equals(matcher.group(2))) {
                    BigDecimal number =
                            new BigDecimal(matcher.group(1))
                                    .multiply(BigDecimal.valueOf(unit.size))
                                    .setScale(0, RoundingMode.HALF_UP);
                    return number.compareTo(BigDecimal.valueOf(most)) > 0
                            ? -1
                            : number.longValueExact();
                }
            }
        }
        throw new NumberFormatException(value);
    }

    /// `value` in the largest unit in which it is at least 1 and in which [#read] finds all of it.
    String write(long value) {
        String best = write(value, units.getFirst());
        for (Unit unit : units) {
            String written = write(value, unit);
            if (value >= unit.size && FORM.matcher(written.toLowerCase(Locale.ROOT)).matches()) {
                best = written;
            }
        }
        return best;
    }

    private static String write(long value, Unit unit) {
        return BigDecimal.valueOf(value)
                        .divide(BigDecimal.valueOf(unit.size))
                        .stripTrailingZeros()
                        .toPlainString()
                + unit.name;
    }

    static String write(Duration time) {
        return SPAN.write(time.toNanos());
    }
}
