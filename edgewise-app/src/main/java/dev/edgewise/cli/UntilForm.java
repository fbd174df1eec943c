package dev.edgewise.cli;

import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how long to measure: a width of the interval (`2%`, `1ms`), a time (`90s`, `5m`, `1h`), or
/// both (`2%,5m`), whichever comes first. A width alone is given up after an hour.
final class UntilForm implements ITypeConverter<Until> {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Margin ANY_WIDTH = Margin.of(Duration.ZERO);
    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})\\s?([smh])");

    @Override
    public Until convert(String text) {
        String[] parts = text.strip().split("\\s*,\\s*", -1);
        Matcher last = TIME.matcher(parts[parts.length - 1]);
        boolean timed = last.matches();
        if (parts.length > (timed ? 2 : 1)) {
            throw unreadable(text);
        }
        Duration most = timed ? time(last) : PATIENCE;
        return new Until(timed && parts.length == 1 ? ANY_WIDTH : width(text, parts[0]), most);
    }

    private static Duration time(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Margin width(String text, String part) {
        Margin width;
        try {
            width = new MarginForm().convert(part);
        } catch (TypeConversionException e) {
            throw unreadable(text);
        }
        if (width.equals(ANY_WIDTH)) {
            throw new TypeConversionException("'" + text + "': a width is more than 0");
        }
        return width;
    }

    private static TypeConversionException unreadable(String text) {
        return new TypeConversionException(
                "'"
                        + text
                        + "' is no end, expected an interval's width such as 2% or 1ms, a time such"
                        + " as 5m, or both: 2%,5m");
    }
}
