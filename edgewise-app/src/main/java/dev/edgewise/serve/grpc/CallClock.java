package dev.edgewise.serve.grpc;

import com.google.protobuf.MessageLite;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.serve.http.TimingHeader;
import dev.edgewise.telemetry.Telemetry;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Gives each call its [Phases], sends them back in the trailer `server-timing`, which reads as
/// HTTP's header of that name, and lets telemetry be told when the call is over.
final class CallClock implements ServerInterceptor {

    private static final Metadata.Key<String> TIMING =
            Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<CallRecord> CALL = Context.key("call");

    private final Telemetry telemetry;
    private final Clock clock;

    CallClock(Telemetry telemetry, Clock clock) {
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        CallRecord record = new CallRecord(telemetry, clock, call, headers);
        Incoming.current().whenOver(record::over);
        ServerCall<Q, R> timed =
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendMessage(R message) {
                        record.went(size(message));
                        super.sendMessage(message);
                    }

                    @Override
                    public void close(Status status, Metadata trailers) {
                        trailers.put(TIMING, TimingHeader.of(record.phases()));
                        super.close(status, trailers);
                    }
                };
        ServerCall.Listener<Q> listener =
                Contexts.interceptCall(
                        Context.current().withValue(CALL, record), timed, headers, next);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                record.came(message instanceof Arrived<?> arrived ? arrived.size() : 0);
                super.onMessage(message);
            }
        };
    }

    /// How many bytes `message` takes.
    static long size(Object message) {
        return message instanceof MessageLite bytes ? bytes.getSerializedSize() : 0;
    }

    /// What the call on this thread, whose request has just come, brings to the queue.
    static Ticket ticket() {
        Phases phases = CALL.get().phases();
        phases.add("read", phases.startNanos(), System.nanoTime());
        return ticket(phases);
    }

    /// The call on this thread asks `model`.
    static void asks(ServedModel model) {
        CALL.get().asks(model);
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
