package dev.edgewise.study;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A record as a JSON object, with its components in snake case after the version of its form.
///
/// @param version of the form
/// @param type the record's
record VersionedJson<T>(int version, Class<T> type) {

    private static final String VERSION_KEY = "version";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// In one line, without its end.
    String line(T value) {
        return tree(value).toString();
    }

    /// In lines that are read easily.
    String lines(T value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(value)) + "\n";
    }

    private ObjectNode tree(T value) {
        ObjectNode root = JSON.createObjectNode().put(VERSION_KEY, version);
        root.setAll((ObjectNode) JSON.valueToTree(value));
        return root;
    }

    /// @throws IllegalArgumentException saying what is wrong with the text; its cause is a
    /// [JacksonException] if it isn't JSON of this form
    T read(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode root)) {
                throw new IllegalArgumentException("a JSON object is needed");
            }
            JsonNode found = root.remove(VERSION_KEY);
            if (found == null || !found.isInt() || found.intValue() != version) {
                throw new IllegalArgumentException(
                        "\"%s\": %d is needed, got %s"
                                .formatted(VERSION_KEY, version, found == null ? "none" : found));
            }
            return JSON.treeToValue(root, type);
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            // The rest is advice to programmers.
            first = first.split("; `| \\(index ", 2)[0];
            throw new IllegalArgumentException("is broken: " + first, e);
        }
    }
}
