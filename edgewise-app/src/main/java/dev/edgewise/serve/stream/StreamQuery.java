package dev.edgewise.serve.stream;

import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.serve.http.HttpFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What a stream's query asks for.
///
/// @param model the model's name; empty for the server's first
/// @param rate of the samples that come, in Hz
/// @param scores whether each window's probabilities are wanted, too
record StreamQuery(Optional<String> model, int rate, DetectionSettings detection, boolean scores) {

    /// The whole numbers that a setting may be.
    record Range(int least, int most) {}

    static final Range RATES = new Range(4_000, 384_000);
    static final Range HOPS = new Range(10, 60_000);
    static final Range AVERAGES = new Range(0, 10_000);
    static final Range SUPPRESSIONS = new Range(0, 60_000);

    private static final DetectionSettings USUAL = DetectionSettings.DEFAULT;

    /// Reads the query whose parameters `values` gives, by their names.
    ///
    /// @throws HttpFailure 400 naming the parameter that can't be used
    static StreamQuery of(Function<String, Optional<String>> values) throws HttpFailure {
        int rate = number(values, "rate", 16_000, RATES, "Hz");
        int hop = number(values, "hop", millis(USUAL.hop()), HOPS, "ms");
        int average = number(values, "average", millis(USUAL.average()), AVERAGES, "ms");
        int suppression =
                number(values, "suppression", millis(USUAL.suppression()), SUPPRESSIONS, "ms");
        try {
            DetectionSettings detection =
                    new DetectionSettings(
                            Duration.ofMillis(hop),
                            Duration.ofMillis(average),
                            Math.min(USUAL.fewest(), Math.max(1, average / hop)),
                            threshold(values),
                            Duration.ofMillis(suppression));
            return new StreamQuery(values.apply("model"), rate, detection, scores(values));
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, String.valueOf(e.getMessage()));
        }
    }

    private static int number(
            Function<String, Optional<String>> values,
            String name,
            int usual,
            Range range,
            String unit)
            throws HttpFailure {
        String text = values.apply(name).orElse(Integer.toString(usual));
        try {
            int number = Integer.parseInt(text);
            if (number >= range.least && number <= range.most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered as any other number that can't be had.
        }
        throw new HttpFailure(
                400,
                "%s: expected %d to %d %s, got '%s'"
                        .formatted(name, range.least, range.most, unit, text));
    }

    private static double threshold(Function<String, Optional<String>> values) throws HttpFailure {
        String text = values.apply("threshold").orElse(Double.toString(USUAL.threshold()));
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new HttpFailure(400, "threshold: expected a number, got '" + text + "'");
        }
    }

    private static boolean scores(Function<String, Optional<String>> values) throws HttpFailure {
        String text = values.apply("scores").orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new HttpFailure(
                            400, "scores: expected true or false, got '" + text + "'");
        };
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }
}
