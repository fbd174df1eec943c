package dev.edgewise.oip;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// How this room reads and writes JSON.
final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build();

    private Json() {}

    /// Makes a message of the object whose first token `parser` stands at.
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser) throws OipException;
    }

    /// Reads the one object that the first `length` bytes of `json` hold.
    ///
    /// @param what it is, for messages
    static <T> T read(String what, byte[] json, int length, Reader<T> reader) throws OipException {
        return object(
                what,
                json,
                length,
                parser -> {
                    T message = reader.read(parser);
                    if (parser.nextToken() != null) {
                        throw new OipException(what + ": something follows the JSON object");
                    }
                    return message;
                });
    }

    /// Reads the member called `key` of the object that `json` begins with. What follows it isn't
    /// looked at.
    ///
    /// @param what the object is, for messages
    /// @param otherwise what the member is where there is none
    static <T> T member(
            String what, byte[] json, int length, String key, Reader<T> reader, T otherwise)
            throws OipException {
        return object(
                what,
                json,
                length,
                parser -> {
                    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                        parser.nextToken();
                        if (name.equals(key)) {
                            return reader.read(parser);
                        }
                        parser.skipChildren();
                    }
                    return otherwise;
                });
    }

    private static <T> T object(String what, byte[] json, int length, Reader<T> reader)
            throws OipException {
        try (JsonParser parser = parser(json, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new OipException(what + ": a JSON object is needed");
            }
            return reader.read(parser);
        } catch (JacksonException e) {
            throw new OipException(what + " is not JSON: " + reason(e), e);
        }
    }

    static <T> T read(String what, byte[] json, Reader<T> reader) throws OipException {
        return read(what, json, json.length, reader);
    }

    static JsonParser parser(byte[] json, int from, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), json, from, length);
    }

    /// The bytes of one object, whose entries `entries` writes.
    static byte[] object(Consumer<JsonGenerator> entries) {
        return write(
                json -> {
                    json.writeStartObject();
                    entries.accept(json);
                    json.writeEndObject();
                });
    }

    static byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(json);
        }
        return bytes.toByteArray();
    }

    static void shape(JsonGenerator json, String key, Iterable<Long> shape) {
        json.writeArrayPropertyStart(key);
        for (long dimension : shape) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String key, Iterable<String> strings) {
        json.writeArrayPropertyStart(key);
        strings.forEach(json::writeString);
        json.writeEndArray();
    }

    /// The sizes in the array that `parser` stands at.
    static List<Long> shape(JsonParser parser, String what) throws OipException {
        List<Long> shape = new ArrayList<>();
        enter(parser, JsonToken.START_ARRAY, what);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            shape.add(whole(parser, what));
        }
        return shape;
    }

    static List<String> strings(JsonParser parser, String what) throws OipException {
        List<String> strings = new ArrayList<>();
        enter(parser, JsonToken.START_ARRAY, what);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            strings.add(text(parser, what));
        }
        return strings;
    }

    /// What `reader` makes of each object in the array that `parser` stands at.
    static <T> List<T> objects(JsonParser parser, String what, String each, Reader<T> reader)
            throws OipException {
        List<T> objects = new ArrayList<>();
        enter(parser, JsonToken.START_ARRAY, what);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            enter(parser, JsonToken.START_OBJECT, each);
            objects.add(reader.read(parser));
        }
        return objects;
    }

    static void enter(JsonParser parser, JsonToken start, String what) throws OipException {
        if (parser.currentToken() != start) {
            throw new OipException(
                    what
                            + ": a JSON "
                            + (start == JsonToken.START_ARRAY ? "array" : "object")
                            + " is needed");
        }
    }

    static String text(JsonParser parser, String what) throws OipException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new OipException(what + ": a string is needed");
        }
        return parser.getString();
    }

    static long whole(JsonParser parser, String what) throws OipException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new OipException(what + ": whole numbers are needed");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new OipException(what + ": " + parser.getString() + " is too large");
        }
        return parser.getLongValue();
    }

    static <T> T required(@Nullable T value, String where, String key) throws OipException {
        if (value == null) {
            throw new OipException(where + " has no " + key);
        }
        return value;
    }

    /// Why `e` happened, in one line.
    static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        // What it adds is about its own stream and settings, which nobody who reads this knows.
        String first =
                message.lines()
                        .findFirst()
                        .orElse(message)
                        .split(" \\(start marker|: enable ", 2)[0]
                        .strip();
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
