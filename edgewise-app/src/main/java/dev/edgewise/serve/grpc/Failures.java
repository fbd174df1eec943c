package dev.edgewise.serve.grpc;

import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.Refusal;
import dev.edgewise.model.ModelException;
import dev.edgewise.oip.OipException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.function.Consumer;

/// What went wrong, as gRPC's statuses say it. The messages are those that HTTP gives.
final class Failures {

    /// When a client may try again, in milliseconds, as gRPC's retries read it.
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final Consumer<Throwable> complaints;

    /// @param complaints hears of what is no fault of the client
    Failures(Consumer<Throwable> complaints) {
        this.complaints = complaints;
    }

    /// What ends the call that failed by `e`.
    StatusException of(Exception e) {
        Metadata trailers = new Metadata();
        if (e instanceof Refusal refusal) {
            trailers.put(PUSHBACK, Long.toString(refusal.retryAfter().toMillis()));
        }
        return status(e).asException(trailers);
    }

    /// The status that says `e`.
    Status status(Exception e) {
        Status status = code(e).toStatus();
        if (e instanceof RuntimeException) {
            complaints.accept(e);
            return status.withDescription("the server failed; its log says why");
        }
        if (status.getCode() == Status.Code.INTERNAL) {
            complaints.accept(e);
        }
        return status.withDescription(e.getMessage());
    }

    private static Status.Code code(Exception e) {
        return switch (e) {
            case OipException wrong -> Status.Code.INVALID_ARGUMENT;
            case ModelException unfit -> Status.Code.INVALID_ARGUMENT;
            case Unoffered unoffered -> Status.Code.UNIMPLEMENTED;
            case Arrived.Unreadable unreadable -> unreadable.code();
            case UnknownService unknown -> Status.Code.NOT_FOUND;
            case NotServed missing ->
                    missing.known() ? Status.Code.UNAVAILABLE : Status.Code.NOT_FOUND;
            case Refusal refusal ->
                    switch (refusal.reason()) {
                        case QUEUE_FULL, QUEUE_TIME -> Status.Code.RESOURCE_EXHAUSTED;
                        case TOO_LATE -> Status.Code.DEADLINE_EXCEEDED;
                        case CLIENT_GONE -> Status.Code.CANCELLED;
                        case STOPPING -> Status.Code.UNAVAILABLE;
                    };
            default -> Status.Code.INTERNAL;
        };
    }
}
