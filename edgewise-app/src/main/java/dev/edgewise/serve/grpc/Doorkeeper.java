package dev.edgewise.serve.grpc;

import dev.edgewise.serve.http.Access;
import dev.edgewise.serve.http.HttpFailure;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.Set;

/// Lets only calls in that bring a token, in the metadata `authorization`, as [Access] reads it
/// over HTTP. Whether the server lives and is ready may be asked without one.
final class Doorkeeper implements ServerInterceptor {

    private static final Set<String> OPEN =
            Set.of(
                    "inference.GRPCInferenceService/ServerLive",
                    "inference.GRPCInferenceService/ServerReady",
                    "grpc.health.v1.Health/Check",
                    "grpc.health.v1.Health/Watch");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Access access;

    Doorkeeper(Access access) {
        this.access = access;
    }

    /// Whether anybody may call `method`.
    static boolean isOpen(String method) {
        return OPEN.contains(method);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!isOpen(call.getMethodDescriptor().getFullMethodName())) {
            try {
                access.check(Optional.ofNullable(headers.get(AUTHORIZATION)));
            } catch (HttpFailure e) {
                call.close(Status.UNAUTHENTICATED.withDescription(e.getMessage()), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        }
        return next.startCall(call, headers);
    }
}
