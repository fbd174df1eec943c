package dev.edgewise.remote;

import dev.edgewise.http.Access;
import dev.edgewise.http.Deadlines;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.HttpLine;
import dev.edgewise.http.PreparedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A server, how to get in, and how long it may take.
record ServerLine(URI base, Access access, Duration timeout) {

    static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    /// A request to it.
    ///
    /// @param more headers for this request alone
    PreparedRequest request(String method, String path, Map<String, String> more, byte[] body) {
        return PreparedRequest.of(base, method, path, access.headers(more), body);
    }

    /// The same with a number of its own in each sending.
    PreparedRequest numbered(String path, Map<String, String> more, byte[] body) {
        return PreparedRequest.numbered(base, "POST", path, access.headers(more), body);
    }

    HttpAnswer get(String path) throws HttpFailure, InterruptedException {
        return ask(request("GET", path, Map.of(), NOTHING));
    }

    HttpAnswer post(String path, String type, byte[] body)
            throws HttpFailure, InterruptedException {
        return ask(request("POST", path, Map.of("Content-Type", type), body));
    }

    /// A connection to it.
    HttpLine connect(Deadlines deadlines) {
        return new HttpLine(base, access, deadlines);
    }

    /// Asks over a connection of its own.
    HttpAnswer ask(PreparedRequest request) throws HttpFailure, InterruptedException {
        try (Deadlines deadlines = new Deadlines();
                HttpLine line = connect(deadlines)) {
            return line.send(request, 0, timeout);
        }
    }
}
