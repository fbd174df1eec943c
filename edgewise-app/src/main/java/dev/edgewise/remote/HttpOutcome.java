package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import java.io.IOException;

/// What an answer, or none, means to whoever measures.
final class HttpOutcome {

    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private HttpOutcome() {}

    static Outcome answered(HttpAnswer answer, long nanos, int sent, String word) {
        return of(Status.ANSWERED, answer, nanos, sent, word);
    }

    /// An answer came, of whatever kind: the phases that it tells are kept.
    static Outcome of(Status status, HttpAnswer answer, long nanos, int sent, String detail) {
        return new Outcome(status, nanos, answer.timing().nanos(), sent, answer.length(), detail);
    }

    static Outcome failed(IOException e, long nanos) {
        return Outcome.without(
                e instanceof HttpFailure failure ? status(failure) : Status.FAILED,
                nanos,
                String.valueOf(e.getMessage()));
    }

    /// What a status of 300 or more means.
    static Status status(int code) {
        return code == BUSY || code == TOO_MANY ? Status.REFUSED : Status.FAILED;
    }

    static Status status(HttpFailure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> Status.TIMED_OUT;
            case REFUSED -> status(failure.status());
            case HALF, MALFORMED -> Status.WRONG;
            case UNREACHABLE, BROKEN -> Status.FAILED;
        };
    }
}
