package dev.edgewise.http;

import java.io.IOException;

/// A server can't be used, or answers with an error. The message is one line that starts with the
/// address.
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1;

    /// What kind of failure it is: some are worth another attempt.
    public enum Kind {
        /// Nobody answers at that address.
        UNREACHABLE,
        /// No answer came in time.
        TIMEOUT,
        /// The connection ended before the answer did.
        BROKEN,
        /// The connection ended in the middle of the answer.
        HALF,
        /// What came isn't HTTP.
        MALFORMED,
        /// The server answered, with a status of 300 or more.
        REFUSED
    }

    private final Kind kind;
    private final int status;

    HttpFailure(Kind kind, int status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    HttpFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = 0;
    }

    public Kind kind() {
        return kind;
    }

    /// The status that the server answered with, 0 where it didn't answer.
    public int status() {
        return status;
    }
}
