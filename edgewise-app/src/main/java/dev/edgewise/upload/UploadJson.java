package dev.edgewise.upload;

import dev.edgewise.measure.statistics.Interval;
import java.io.StringWriter;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An upload's result as one JSON object: times in milliseconds. What isn't known is null.
public final class UploadJson {

    private static final double MILLI = 1e6;

    private UploadJson() {}

    /// The object, in a line.
    ///
    /// @param context what it was measured on, by name
    public static String text(UploadResult result, Map<String, String> context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("to", result.to());
            json.writeStringProperty("way", result.way());
            json.writeNumberProperty("files", result.files());
            json.writeNumberProperty("skipped", result.skipped());
            json.writeNumberProperty("stored", result.stored());
            json.writeNumberProperty("verified", result.verified());
            json.writeNumberProperty("bytes", result.bytes());
            json.writeNumberProperty("round_trips", result.waits());
            json.writeNumberProperty("total_ms", result.parts().total() / MILLI);
            parts(json, result);
            perFile(json, result);
            number(
                    json,
                    "round_trip_ms",
                    result.roundTrip()
                            .map(trip -> OptionalDouble.of(trip.toNanos() / MILLI))
                            .orElse(OptionalDouble.empty()));
            number(json, "up_mbits", result.upMbits());
            json.writeArrayPropertyStart("lost");
            result.lost().forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty("ending", ending(result.ending()));
            json.writeObjectPropertyStart("context");
            context.forEach(
                    (name, value) -> json.writeStringProperty(name.replace(' ', '_'), value));
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void parts(JsonGenerator json, UploadResult result) {
        boolean known = result.roundTrip().isPresent();
        json.writeObjectPropertyStart("parts_ms");
        result.parts()
                .byName()
                .forEach(
                        (name, nanos) -> {
                            boolean computed =
                                    name.equals("transfer") || name.equals("round trips");
                            number(
                                    json,
                                    name.replace(' ', '_'),
                                    known || !computed
                                            ? OptionalDouble.of(nanos / MILLI)
                                            : OptionalDouble.empty());
                        });
        json.writeEndObject();
    }

    private static void perFile(JsonGenerator json, UploadResult result) {
        json.writeName("per_file_ms");
        if (result.perFile().isEmpty()) {
            json.writeNull();
            return;
        }
        Interval interval = result.perFile().get().interval();
        json.writeStartObject();
        json.writeNumberProperty("value", result.perFile().get().value());
        number(json, "low", bound(interval.low()));
        number(json, "high", bound(interval.high()));
        json.writeEndObject();
    }

    private static OptionalDouble bound(double bound) {
        return Double.isFinite(bound) ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }

    private static void number(JsonGenerator json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.writeNumberProperty(name, value.getAsDouble());
        } else {
            json.writeNullProperty(name);
        }
    }

    private static String ending(UploadEnding ending) {
        return switch (ending) {
            case UploadEnding.Complete() -> "complete";
            case UploadEnding.Interrupted() -> "interrupted";
            case UploadEnding.Failed(String why) -> "failed: " + why;
        };
    }
}
