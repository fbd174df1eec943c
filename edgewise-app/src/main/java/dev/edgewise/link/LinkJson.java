package dev.edgewise.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Profiles as JSON: an object with the keys and values of a spec, and perhaps a `name`. Files
/// that it names are sought in the folder in which it lies.
final class LinkJson {

    private static final long LONGEST_FILE = 1 << 20;
    private static final String NAME = "name";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private LinkJson() {}

    static LinkProfile readFile(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IllegalArgumentException(file + " is too long for a link profile");
            }
            return read(
                    file.toString(),
                    Files.readString(file),
                    named -> file.toAbsolutePath().resolveSibling(named));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no such link profile: " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read link profile " + file, e);
        }
    }

    /// @param source what is named where something is wrong
    /// @param files where a file that is named lies; throws if none may be
    static LinkProfile read(String source, String json, UnaryOperator<Path> files) {
        UnaryOperator<String> complaint = what -> source + ": " + what;
        Map<String, String> values = new LinkedHashMap<>();
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isString()) {
                return LinkProfile.parse(node.asString(), files);
            }
            if (!(node instanceof ObjectNode object)) {
                throw new IllegalArgumentException(
                        complaint.apply("expected an object such as {\"rtt\": \"40ms\"}"));
            }
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (!property.getValue().isValueNode()) {
                    throw new IllegalArgumentException(
                            complaint.apply("the value of " + property.getKey() + " is no text"));
                }
                values.put(property.getKey(), property.getValue().asString());
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    complaint.apply(
                            "expected JSON such as {\"rtt\": \"40ms\"}, line "
                                    + e.getLocation().getLineNr()
                                    + " is none"),
                    e);
        }
        String name = values.containsKey(NAME) ? values.remove(NAME) : "";
        return LinkSpec.read(name == null ? "" : name, values, files, complaint);
    }

    static String write(LinkProfile profile) {
        return JSON.writeValueAsString(node(profile, LinkSpec.writeAnywhere(profile)));
    }

    static ObjectNode node(LinkProfile profile) {
        return node(profile, LinkSpec.write(profile));
    }

    private static ObjectNode node(LinkProfile profile, Map<String, String> values) {
        ObjectNode object = JSON.createObjectNode();
        if (!profile.name().equals(profile.spec())) {
            object.put(NAME, profile.name());
        }
        values.forEach(object::put);
        return object;
    }
}
