package dev.edgewise.serve.grpc;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// What a gRPC server is told when it starts.
///
/// @param host the address that it listens on
/// @param port the port; 0 takes any that is free
/// @param maxMessage the largest message of a request, in bytes
/// @param connections how many connections may be open; one more is closed
/// @param grace how long a stop waits for the calls that were accepted
/// @param tls what to speak TLS with; empty speaks in the clear
/// @param mutual whether clients must show a certificate
/// @param tokens whether a bearer token lets its client in; empty lets everybody ask
public record GrpcSettings(
        String host,
        int port,
        long maxMessage,
        int connections,
        Duration grace,
        Optional<SSLContext> tls,
        boolean mutual,
        Optional<Predicate<String>> tokens) {

    public GrpcSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("grpc-port: must be from 0 to 65535, got " + port);
        }
    }
}
