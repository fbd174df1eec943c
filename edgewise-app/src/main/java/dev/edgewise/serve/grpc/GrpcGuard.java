package dev.edgewise.serve.grpc;

import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.Patience;
import dev.edgewise.serve.http.Access;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Whom a gRPC server lets in, what it bears, and how it ends: as the HTTP server beside it does.
///
/// @param grace how long a stop waits for the calls that were accepted
/// @param patience how long clients may keep the server waiting
/// @param bodies what messages may take of the memory for bodies
/// @param tls what to speak TLS with; empty speaks in the clear
/// @param mutual whether clients must show a certificate
/// @param access who may ask
public record GrpcGuard(
        Duration grace,
        Patience patience,
        BodyBudget bodies,
        Optional<SSLContext> tls,
        boolean mutual,
        Access access) {}
