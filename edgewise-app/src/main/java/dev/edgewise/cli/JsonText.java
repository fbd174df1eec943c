package dev.edgewise.cli;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object, in a line, for a command's `--json`.
final class JsonText {

    private JsonText() {}

    /// The object whose properties `properties` writes.
    static String object(Consumer<JsonGenerator> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            properties.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }
}
