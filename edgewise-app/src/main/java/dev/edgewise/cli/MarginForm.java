package dev.edgewise.cli;

import dev.edgewise.measure.statistics.Margin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a margin: `5%` of the edge's mean, or a time, `2ms`.
final class MarginForm implements ITypeConverter<Margin> {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s?(%|us|ms|s)");

    @Override
    public Margin convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is no margin, expected a share such as 5% or a time such as 2ms");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return switch (matcher.group(2)) {
            case "%" -> share(text, number.doubleValue() / 100);
            case "us" -> time(number, 1_000);
            case "ms" -> time(number, 1_000_000);
            default -> time(number, 1_000_000_000);
        };
    }

    private static Margin share(String text, double share) {
        if (share >= 1) {
            throw new TypeConversionException("'" + text + "': a margin is less than 100%");
        }
        return Margin.of(share);
    }

    private static Margin time(BigDecimal number, long nanos) {
        BigDecimal whole =
                number.multiply(BigDecimal.valueOf(nanos)).setScale(0, RoundingMode.HALF_UP);
        return Margin.of(Duration.ofNanos(whole.longValueExact()));
    }
}
