package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What telemetry is told of one call when it is over: the same as of a request over HTTP, with the
/// status that HTTP has for what gRPC's says.
final class CallRecord {

    private static final Metadata.Key<String> USER_AGENT = ascii("user-agent");
    private static final Metadata.Key<String> TRACEPARENT = ascii("traceparent");
    private static final Metadata.Key<String> TRACESTATE = ascii("tracestate");

    private final Telemetry telemetry;
    private final Clock clock;
    private final Served.Call asked;
    private final Served.Peers peers;
    private final Phases phases = new Phases(System.nanoTime());
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile Optional<Catalog.Entry> model = Optional.empty();

    CallRecord(Telemetry telemetry, Clock clock, ServerCall<?, ?> call, Metadata headers) {
        this.telemetry = telemetry;
        this.clock = clock;
        asked =
                new Served.Call(
                        "POST",
                        "/" + call.getMethodDescriptor().getFullMethodName(),
                        "",
                        text(headers, USER_AGENT),
                        text(headers, TRACEPARENT),
                        text(headers, TRACESTATE));
        peers = peers(call.getAttributes());
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static String text(Metadata headers, Metadata.Key<String> key) {
        String value = headers.get(key);
        return value == null ? "" : value;
    }

    private static Served.Peers peers(Attributes call) {
        boolean tls = call.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null;
        InetSocketAddress server = inet(call, Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
        InetSocketAddress client = inet(call, Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return new Served.Peers(
                tls ? "https" : "http",
                "2",
                host(server),
                server == null ? 0 : server.getPort(),
                host(client));
    }

    private static @Nullable InetSocketAddress inet(
            Attributes call, Attributes.Key<SocketAddress> key) {
        return call.get(key) instanceof InetSocketAddress address ? address : null;
    }

    private static String host(@Nullable InetSocketAddress address) {
        return address == null || address.getAddress() == null
                ? ""
                : address.getAddress().getHostAddress();
    }

    Phases phases() {
        return phases;
    }

    void asks(ServedModel asked) {
        model = Optional.of(new Catalog.Entry(asked.name(), asked.version()));
    }

    void came(long bytes) {
        bytesIn.addAndGet(bytes);
    }

    void went(long bytes) {
        bytesOut.addAndGet(bytes);
    }

    /// The call has ended by `status`.
    void over(Status status) {
        telemetry.served(
                new Served(
                        asked,
                        peers,
                        Optional.of(asked.path()),
                        http(status.getCode()),
                        bytesIn.get(),
                        bytesOut.get(),
                        phases,
                        System.nanoTime(),
                        clock.instant(),
                        model));
    }

    /// By the table of `google.rpc.Code`.
    private static int http(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> 499;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }
}
