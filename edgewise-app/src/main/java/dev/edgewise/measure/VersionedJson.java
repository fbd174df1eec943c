package dev.edgewise.measure;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A record as a JSON object, with its components in snake case after the version of its form.
/// Reading bears any order of the keys, and is quick for the one that is written.
public final class VersionedJson<T> {

    private static final String VERSION_KEY = "version";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final int version;
    private final ObjectReader reader;

    /// @param version of the form
    /// @param type the record's
    public VersionedJson(int version, Class<T> type) {
        this.version = version;
        reader = JSON.readerFor(type);
    }

    /// In one line, without its end.
    public String line(T value) {
        return tree(value).toString();
    }

    /// In lines that are read easily.
    public String lines(T value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(value)) + "\n";
    }

    private ObjectNode tree(T value) {
        ObjectNode root = JSON.createObjectNode().put(VERSION_KEY, version);
        root.setAll((ObjectNode) JSON.valueToTree(value));
        return root;
    }

    /// Reads what [#line] or [#lines] wrote.
    ///
    /// @throws IllegalArgumentException saying what is wrong with the text; its cause is a
    /// [JacksonException] if it isn't JSON of this form
    public T read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && VERSION_KEY.equals(parser.nextName())
                    && parser.nextIntValue(version - 1) == version
                    && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                T value = reader.readValue(parser);
                if (parser.nextToken() == null) {
                    return value;
                }
            }
        } catch (JacksonException e) {
            // What is wrong is said by the slower way.
        }
        return readInAnyOrder(text);
    }

    private T readInAnyOrder(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode root)) {
                throw new IllegalArgumentException("a JSON object is needed");
            }
            JsonNode found = root.remove(VERSION_KEY);
            if (found == null || !found.isInt() || found.intValue() != version) {
                throw new IllegalArgumentException(
                        "it is from another version of Edgewise (\"%s\": %d is needed, got %s)"
                                .formatted(VERSION_KEY, version, found == null ? "none" : found));
            }
            return reader.readValue(root);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /// What a record's own check said, or else the parser's first line without its advice to
    /// programmers.
    private static String reason(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
            return own.getMessage();
        }
        String first = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        return first.split("; `| \\(index ", 2)[0];
    }
}
