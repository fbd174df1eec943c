package dev.edgewise.cli;

import dev.edgewise.measure.load.Objective;
import dev.edgewise.measure.statistics.Percentile;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an objective: `p99=20ms`.
final class ObjectiveForm implements ITypeConverter<Objective> {

    private static final Pattern FORM =
            Pattern.compile("(p[0-9.]+)(?:=|<=?)(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s)");

    @Override
    public Objective convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            double number = Double.parseDouble(matcher.group(2));
            double nanos = number * (matcher.group(3).equals("ms") ? 1e6 : 1e9);
            for (Percentile percentile : Percentile.values()) {
                if (percentile.label().equals(matcher.group(1)) && nanos >= 1) {
                    return new Objective(percentile, Duration.ofNanos(Math.round(nanos)));
                }
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is no bound on p50, p90, p95, p99 or p99.9, such as p99=20ms");
    }
}
