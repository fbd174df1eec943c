package dev.edgewise.oip;

import java.util.List;
import tools.jackson.core.JsonToken;

/// Which models a server could offer and which it does: the model repository extension
/// (<https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_model_repository.md>).
public record RepositoryIndex(List<Entry> entries) {

    /// The state of a version that can be asked.
    public static final String READY = "READY";

    /// The state of one that is on its way.
    public static final String LOADING = "LOADING";

    /// The state of one that can't.
    public static final String UNAVAILABLE = "UNAVAILABLE";

    /// One version of a model.
    ///
    /// @param state [#READY], [#LOADING], [#UNAVAILABLE], or what another server calls it
    /// @param reason why it is in that state, if there is something to say
    public record Entry(String name, String version, String state, String reason) {}

    public RepositoryIndex {
        entries = List.copyOf(entries);
    }

    /// Whether a request for the index wants only what is ready: `{"ready": true}`; an empty body
    /// wants all.
    ///
    /// @throws OipException if it is neither
    public static boolean wantsReady(byte[] request) throws OipException {
        if (request.length == 0) {
            return false;
        }
        return Json.read(
                "the request",
                request,
                parser -> {
                    boolean ready = false;
                    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                        JsonToken token = parser.nextToken();
                        if (key.equals("ready")) {
                            ready = token == JsonToken.VALUE_TRUE;
                            if (!ready && token != JsonToken.VALUE_FALSE) {
                                throw new OipException("ready: true or false is needed");
                            }
                        } else {
                            parser.skipChildren();
                        }
                    }
                    return ready;
                });
    }

    /// The JSON form.
    public byte[] write() {
        return Json.write(
                json -> {
                    json.writeStartArray();
                    for (Entry entry : entries) {
                        json.writeStartObject();
                        json.writeStringProperty("name", entry.name());
                        json.writeStringProperty("version", entry.version());
                        json.writeStringProperty("state", entry.state());
                        json.writeStringProperty("reason", entry.reason());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }
}
