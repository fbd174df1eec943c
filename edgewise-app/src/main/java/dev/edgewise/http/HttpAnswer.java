package dev.edgewise.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back: status, headers, body. Immutable.
public final class HttpAnswer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_DETAIL = 300;

    private final String address;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /// @param headers by name in lower case
    /// @param body kept, not copied
    HttpAnswer(String address, int status, Map<String, String> headers, byte[] body) {
        this.address = address;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// The value of a header, whatever the case of its name.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    /// The server's phases; without any where it doesn't tell.
    public ServerTiming timing() {
        return ServerTiming.parse(header("server-timing").orElse(""));
    }

    /// Number of bytes of the body.
    public int length() {
        return body.length;
    }

    /// The body, which nobody changes.
    public byte[] body() {
        return body;
    }

    /// The body as UTF-8 text.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The body as JSON.
    ///
    /// @throws HttpFailure if it is none
    public JsonNode json() throws HttpFailure {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new HttpFailure(
                    HttpFailure.Kind.REFUSED,
                    status,
                    address + ": expected JSON, got " + shortened(text()));
        }
    }

    /// This answer, if its status is one of success.
    ///
    /// @throws HttpFailure with the status and the server's own words if it isn't
    public HttpAnswer orFail() throws HttpFailure {
        if (status >= 200 && status < 300) {
            return this;
        }
        throw new HttpFailure(HttpFailure.Kind.REFUSED, status, refusal(), words());
    }

    /// Its status and, if it isn't one of success, the server's own words, in a line.
    public String refusal() {
        String why = words();
        return address + ": the server answers " + status + (why.isEmpty() ? "" : ": " + why);
    }

    private String words() {
        if (status < 300) {
            return "";
        }
        if (status < 400) {
            return header("location").map(to -> "it has moved to " + to).orElse("");
        }
        try {
            JsonNode problem = JSON.readTree(body);
            for (String field : new String[] {"detail", "title", "error"}) {
                String said = problem.path(field).asString("");
                if (!said.isBlank()) {
                    return shortened(said);
                }
            }
        } catch (JacksonException e) {
            // Other servers' errors are pages; their first words would explain nothing.
            return "";
        }
        return "";
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("nothing");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "...";
    }
}
