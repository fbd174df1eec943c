package dev.edgewise.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;

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
        /// What came isn't HTTP, or too large.
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

    private HttpFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = 0;
        this.words = "";
    }

    /// Nobody could be connected to.
    ///
    /// @param late whether that took longer than `timeout`
    static HttpFailure unreachable(
            ServerAddress server, IOException e, boolean late, Duration timeout) {
        String why;
        if (e instanceof UnknownHostException) {
            why = "no host is called " + server.host();
        } else if (late) {
            why = "nobody answers there within " + seconds(timeout);
        } else if (server.secure() && !(e instanceof ConnectException)) {
            why = "can't be connected to" + reason(e);
        } else {
            why = "nobody answers there; is the server running?";
        }
        return new HttpFailure(Kind.UNREACHABLE, server + ": " + why, e);
    }

    /// No whole answer came.
    ///
    /// @param came how much of it did, in words; empty if nothing
    /// @param late whether that took longer than `timeout`
    static HttpFailure lost(
            String address, IOException e, String came, boolean late, Duration timeout) {
        String part = came.isEmpty() ? "" : "; " + came;
        if (late) {
            String none = came.isEmpty() ? ": no answer within " : ": no whole answer within ";
            return new HttpFailure(Kind.TIMEOUT, address + none + seconds(timeout) + part, e);
        }
        return switch (e) {
            case AnswerReader.TooLarge large ->
                    new HttpFailure(Kind.MALFORMED, address + ": " + large.getMessage(), e);
            case AnswerReader.Malformed wrong ->
                    new HttpFailure(
                            Kind.MALFORMED,
                            address + ": the answer isn't HTTP: " + wrong.getMessage(),
                            e);
            default ->
                    new HttpFailure(
                            came.isEmpty() && !(e instanceof AnswerReader.Half)
                                    ? Kind.BROKEN
                                    : Kind.HALF,
                            address
                                    + ": the connection ended before the answer did"
                                    + (came.isEmpty() ? reason(e) : part),
                            e);
        };
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() || message.equals("null") ? "" : " (" + message + ")";
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() / 1000.0 + " s";
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
