package dev.edgewise.oip;

import tools.jackson.core.JsonParser;

/// What a client says when it wants a model loaded or unloaded: nothing, or `{"parameters": {}}`.
///
/// @param parameters `config` and files when loading, `unload_dependents` when unloading
public record RepositoryRequest(Parameters parameters) {

    /// Reads the body of such a request.
    ///
    /// @throws OipException if it is neither empty nor such an object
    public static RepositoryRequest read(byte[] body) throws OipException {
        return body.length == 0
                ? new RepositoryRequest(Parameters.NONE)
                : Json.read("the request", body, RepositoryRequest::read);
    }

    private static RepositoryRequest read(JsonParser parser) throws OipException {
        Parameters parameters = Parameters.NONE;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            if (key.equals("parameters")) {
                parameters = Parameters.read(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new RepositoryRequest(parameters);
    }
}
