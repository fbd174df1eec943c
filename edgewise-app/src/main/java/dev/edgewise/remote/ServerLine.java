package dev.edgewise.remote;

import dev.edgewise.http.Deadlines;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.HttpLine;
import dev.edgewise.http.PreparedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A server, how long it may take, and what each request to it carries in its head.
///
/// @param headers by name: `Authorization`, say
record ServerLine(URI base, Map<String, String> headers, Duration timeout) {

    static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    ServerLine {
        headers = Map.copyOf(headers);
    }

    /// A request to it.
    ///
    /// @param more headers for this request alone
    PreparedRequest request(String method, String path, Map<String, String> more, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return PreparedRequest.of(base, method, path, all, body);
    }

    /// The same with a number of its own in each sending.
    PreparedRequest numbered(String path, Map<String, String> more, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return PreparedRequest.numbered(base, "POST", path, all, body);
    }

    HttpAnswer get(String path) throws HttpFailure, InterruptedException {
        return ask(request("GET", path, Map.of(), NOTHING));
    }

    HttpAnswer post(String path, String type, byte[] body)
            throws HttpFailure, InterruptedException {
        return ask(request("POST", path, Map.of("Content-Type", type), body));
    }

    /// Asks over a connection of its own.
    HttpAnswer ask(PreparedRequest request) throws HttpFailure, InterruptedException {
        try (Deadlines deadlines = new Deadlines();
                HttpLine line = new HttpLine(base, deadlines)) {
            return line.send(request, 0, timeout);
        }
    }
}
