package dev.edgewise.oip;

import java.util.List;

/// What a server says of itself.
///
/// @param extensions the names of the protocol's extensions that it has
public record ServerMetadata(String name, String version, List<String> extensions) {

    public ServerMetadata {
        extensions = List.copyOf(extensions);
    }

    /// The JSON form.
    public byte[] write() {
        return Json.object(
                json -> {
                    json.writeStringProperty("name", name);
                    json.writeStringProperty("version", version);
                    json.writeArrayPropertyStart("extensions");
                    extensions.forEach(json::writeString);
                    json.writeEndArray();
                });
    }
}
