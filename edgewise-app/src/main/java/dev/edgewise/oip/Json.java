package dev.edgewise.oip;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// How this room reads and writes JSON.
final class Json {

    static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /// The bytes of one object, whose entries `entries` writes.
    static byte[] object(Consumer<JsonGenerator> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            entries.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void shape(JsonGenerator json, Iterable<Long> shape) {
        json.writeArrayPropertyStart("shape");
        for (long dimension : shape) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
    }

    /// Why `e` happened, in one line.
    static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String first = message.lines().findFirst().orElse(message).strip();
        return e.getLocation() == null
                ? first
                : first
                        + " (line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr()
                        + ")";
    }
}
