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

/// A sample as a JSON object: its components in snake case, after the version of this form. Reading
/// bears any order of the keys, and is quick for the one that is written.
final class SampleJson {

    static final int VERSION = 1;
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

    private static final ObjectReader SAMPLES = JSON.readerFor(Sample.class);

    private SampleJson() {}

    /// One line, without its end.
    static String write(Sample sample) {
        ObjectNode line = JSON.createObjectNode().put(VERSION_KEY, VERSION);
        line.setAll((ObjectNode) JSON.valueToTree(sample));
        return line.toString();
    }

    /// @throws IllegalArgumentException saying what is wrong with the line
    static Sample read(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && VERSION_KEY.equals(parser.nextName())
                    && parser.nextIntValue(-1) == VERSION
                    && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                Sample sample = SAMPLES.readValue(parser);
                if (parser.nextToken() == null) {
                    return sample;
                }
            }
        } catch (JacksonException e) {
            // What is wrong is said by the slower way.
        }
        return readInAnyOrder(line);
    }

    private static Sample readInAnyOrder(String line) {
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode object)) {
                throw new IllegalArgumentException("a JSON object is needed");
            }
            JsonNode version = object.remove(VERSION_KEY);
            if (version == null || !version.isInt() || version.intValue() != VERSION) {
                throw new IllegalArgumentException(
                        "\"%s\": %d is needed, got %s"
                                .formatted(
                                        VERSION_KEY, VERSION, version == null ? "none" : version));
            }
            return JSON.treeToValue(object, Sample.class);
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
        String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        int advice = message.indexOf("; `");
        return advice < 0 ? message : message.substring(0, advice);
    }
}
