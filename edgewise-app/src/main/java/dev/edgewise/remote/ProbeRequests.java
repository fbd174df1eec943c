package dev.edgewise.remote;

import dev.edgewise.http.Access;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.HttpPipeline;
import dev.edgewise.http.PreparedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Requests to a server's `/v1/probe`: for bytes, or with bytes. Each size is made once.
final class ProbeRequests {

    private static final String PATH = "/v1/probe";

    private final URI server;
    private final Access access;
    private final Map<Integer, PreparedRequest> gets = new HashMap<>();
    private final Map<Integer, PreparedRequest> posts = new HashMap<>();

    ProbeRequests(URI server, Access access) {
        this.server = server;
        this.access = access;
    }

    /// A connection for them.
    ///
    /// @throws HttpFailure if nobody answers there in time
    HttpPipeline connect(Duration lifetime) throws HttpFailure {
        return HttpPipeline.open(server, access, lifetime);
    }

    /// The address of the server.
    URI server() {
        return server;
    }

    synchronized PreparedRequest of(Way way, int bytes) {
        return switch (way) {
            case DOWN -> gets.computeIfAbsent(bytes, this::get);
            case UP -> posts.computeIfAbsent(bytes, this::post);
        };
    }

    private PreparedRequest get(int bytes) {
        return PreparedRequest.of(
                server, "GET", PATH + "?bytes=" + bytes, access.headers(), new byte[0]);
    }

    private PreparedRequest post(int bytes) {
        byte[] noise = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(noise);
        return PreparedRequest.of(server, "POST", PATH, access.headers(), noise);
    }

    /// Sees that `answer` is what such a request gets from a server of ours.
    ///
    /// @throws IOException with a line that names the server and what it did
    void check(HttpAnswer answer, Way way, int bytes) throws IOException {
        if (answer.status() == 404 || answer.status() == 405 || answer.status() == 501) {
            throw new IOException(
                    server
                            + ": no Edgewise server, it answers "
                            + answer.status()
                            + " where ours has "
                            + PATH);
        }
        answer.orFail();
        switch (way) {
            case DOWN -> {
                if (answer.length() != bytes) {
                    throw lie("asked for " + bytes + " bytes, it sent " + answer.length());
                }
            }
            case UP -> {
                long said;
                try {
                    said = answer.json().path("bytes").asLong(-1);
                } catch (HttpFailure e) {
                    said = -1;
                }
                if (said != bytes) {
                    throw lie(
                            "sent "
                                    + bytes
                                    + " bytes, it says that it got "
                                    + (said < 0 ? "nothing that is a number" : said));
                }
            }
        }
    }

    private IOException lie(String what) {
        return new IOException(server + PATH + ": no Edgewise server, or one that lies: " + what);
    }
}
