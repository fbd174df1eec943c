package dev.edgewise.engine;

import java.io.IOException;
import java.time.Duration;

/// A request that was not worked on, though nothing is wrong with it.
public final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    /// Why.
    public enum Reason {
        /// Too many wait.
        QUEUE_FULL,
        /// It would wait, or has waited, longer than is allowed.
        QUEUE_TIME,
        /// Its answer would come after its deadline.
        TOO_LATE,
        /// Its client doesn't wait any more.
        CLIENT_GONE,
        /// The server ends.
        STOPPING
    }

    static final String STOPPING = "the server is stopping";

    private final Reason reason;
    private final transient Duration retryAfter;

    Refusal(Reason reason, String message, Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /// Of a server that ends. Another one may answer in a moment.
    static Refusal stopping() {
        return soon(Reason.STOPPING, STOPPING);
    }

    /// For who may try again in a moment.
    static Refusal soon(Reason reason, String message) {
        return new Refusal(reason, message, Duration.ofSeconds(1));
    }

    public Reason reason() {
        return reason;
    }

    /// Whether too many wait, or for too long; sooner or later that is over.
    boolean isOfTheQueue() {
        return reason == Reason.QUEUE_FULL || reason == Reason.QUEUE_TIME;
    }

    /// When it may be worth another try.
    public Duration retryAfter() {
        return retryAfter;
    }
}
