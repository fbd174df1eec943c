package dev.edgewise.serve.http;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// How what is not a message of the Open Inference Protocol is read and written as JSON.
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /// The bytes of one object, whose entries `entries` writes.
    public static byte[] object(Consumer<JsonGenerator> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            entries.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// The string that the object in `json` has under `key`.
    ///
    /// @throws HttpFailure 400 if it is no such object, names a key twice, or isn't all there is
    public static String string(byte[] json, String key) throws HttpFailure {
        Optional<String> found = Optional.empty();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    JsonToken token = parser.nextToken();
                    if (name.equals(key) && token == JsonToken.VALUE_STRING) {
                        found = Optional.of(parser.getString());
                    }
                    parser.skipChildren();
                }
                if (parser.nextToken() != null) {
                    throw new HttpFailure(400, "request body: goes on after the object");
                }
            }
        } catch (JacksonException e) {
            throw new HttpFailure(400, "request body: not JSON: " + e.getOriginalMessage());
        }
        return found.orElseThrow(
                () -> new HttpFailure(400, "request body: needs {\"" + key + "\": \"...\"}"));
    }

    /// Whether `json` is an object whose one entry is `key`, and true.
    public static boolean isFlag(byte[] json, String key) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && key.equals(parser.nextName())
                    && parser.nextToken() == JsonToken.VALUE_TRUE
                    && parser.nextToken() == JsonToken.END_OBJECT
                    && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
