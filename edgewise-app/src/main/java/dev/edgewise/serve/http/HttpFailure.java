package dev.edgewise.serve.http;

import java.io.IOException;
import java.util.Map;

/// A request that is answered with an error. The message is what the client reads: one line that
/// names the culprit.
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    public HttpFailure(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public HttpFailure(int status, String message) {
        this(status, message, Map.of());
    }

    /// An answer in the words of another room, which say what was wrong with the request.
    public HttpFailure(int status, IOException reason) {
        this(status, String.valueOf(reason.getMessage()));
        initCause(reason);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
