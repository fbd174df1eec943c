package dev.edgewise.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads two rates: `10..500`.
final class RateForm implements ITypeConverter<RateForm.Range> {

    /// From one rate to another, both above 0.
    record Range(double from, double to) {}

    @Override
    public Range convert(String text) {
        int dots = text.indexOf("..");
        try {
            if (dots > 0) {
                double from = Double.parseDouble(text.substring(0, dots));
                double to = Double.parseDouble(text.substring(dots + 2));
                if (from > 0 && to > 0 && from <= LoadCommand.MOST && to <= LoadCommand.MOST) {
                    return new Range(from, to);
                }
            }
        } catch (NumberFormatException e) {
            // Said below, for rates that can't be too.
        }
        throw new TypeConversionException(
                "'" + text + "' is no range of rates above 0, such as 10..500");
    }
}
