package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Ticket;
import dev.edgewise.serve.TimingHeader;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Gives each call its [Phases], and sends them back in the trailer `server-timing`, which reads as
/// HTTP's header of that name.
final class CallClock implements ServerInterceptor {

    private static final Metadata.Key<String> TIMING =
            Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<Phases> PHASES = Context.key("phases");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Phases phases = new Phases(System.nanoTime());
        ServerCall<Q, R> timed =
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        trailers.put(TIMING, TimingHeader.of(phases));
                        super.close(status, trailers);
                    }
                };
        return Contexts.interceptCall(
                Context.current().withValue(PHASES, phases), timed, headers, next);
    }

    /// What the call on this thread, whose request has just come, brings to the queue.
    static Ticket ticket() {
        Phases phases = PHASES.get();
        phases.add("read", phases.startNanos(), System.nanoTime());
        return ticket(phases);
    }

    /// What one of the requests of the call on this thread brings to the queue.
    static Ticket ticket(Phases phases) {
        Context context = Context.current();
        Deadline deadline = context.getDeadline();
        OptionalLong nanos =
                deadline == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS));
        return new Ticket(phases, nanos, context::isCancelled);
    }
}
