package dev.edgewise.oip;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// What a server says of itself.
///
/// @param extensions the names of the protocol's extensions that it has
public record ServerMetadata(String name, String version, List<String> extensions) {

    private static final String WHAT = "the server's metadata";

    public ServerMetadata {
        extensions = List.copyOf(extensions);
    }

    /// The JSON form.
    public byte[] write() {
        return Json.object(
                json -> {
                    json.writeStringProperty("name", name);
                    json.writeStringProperty("version", version);
                    Json.strings(json, "extensions", extensions);
                });
    }

    /// Reads what [#write] writes, from whatever server.
    ///
    /// @throws OipException naming what is missing or wrong
    public static ServerMetadata read(byte[] json) throws OipException {
        return Json.read(WHAT, json, ServerMetadata::read);
    }

    private static ServerMetadata read(JsonParser parser) throws OipException {
        @Nullable String name = null;
        String version = "";
        List<String> extensions = List.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = Json.text(parser, "name");
                case "version" -> version = Json.text(parser, "version");
                case "extensions" -> extensions = Json.strings(parser, "extensions");
                default -> parser.skipChildren();
            }
        }
        return new ServerMetadata(Json.required(name, WHAT, "name"), version, extensions);
    }
}
