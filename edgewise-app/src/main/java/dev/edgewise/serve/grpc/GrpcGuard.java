package dev.edgewise.serve.grpc;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// Whom a gRPC server lets in, and how it ends: as the HTTP server beside it does.
///
/// @param grace how long a stop waits for the calls that were accepted
/// @param tls what to speak TLS with; empty speaks in the clear
/// @param mutual whether clients must show a certificate
/// @param tokens whether a bearer token lets its client in; empty lets everybody ask
public record GrpcGuard(
        Duration grace,
        Optional<SSLContext> tls,
        boolean mutual,
        Optional<Predicate<String>> tokens) {}
