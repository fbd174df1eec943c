package dev.edgewise.serve.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Lets only calls in that bring a token (RFC 6750), in the metadata `authorization`. Whether the
/// server lives and is ready may be asked without one, as over HTTP.
final class Doorkeeper implements ServerInterceptor {

    private static final Set<String> OPEN =
            Set.of(
                    "inference.GRPCInferenceService/ServerLive",
                    "inference.GRPCInferenceService/ServerReady",
                    "grpc.health.v1.Health/Check",
                    "grpc.health.v1.Health/Watch");

    private static final String SCHEME = "bearer ";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Predicate<String> tokens;

    Doorkeeper(Predicate<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (OPEN.contains(call.getMethodDescriptor().getFullMethodName()) || isAllowed(headers)) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "a token is needed: authorization: Bearer TOKEN"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private boolean isAllowed(Metadata headers) {
        String given = headers.get(AUTHORIZATION);
        return given != null
                && given.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && tokens.test(given.substring(SCHEME.length()).strip());
    }
}
