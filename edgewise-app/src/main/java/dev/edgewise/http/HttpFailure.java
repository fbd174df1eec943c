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
    private final String words;

    HttpFailure(Kind kind, int status, String message) {
        this(kind, status, message, "");
    }

    /// @param words the server's own
    HttpFailure(Kind kind, int status, String message, String words) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.words = words;
    }

    HttpFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = 0;
        this.words = "";
    }

    public Kind kind() {
        return kind;
    }

    /// The status that the server answered with, 0 where it didn't answer.
    public int status() {
        return status;
    }

    /// What the server said is wrong, in a line; empty where it said nothing.
    public String words() {
        return words;
    }
}
