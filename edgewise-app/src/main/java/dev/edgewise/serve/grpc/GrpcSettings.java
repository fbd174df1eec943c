package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Range;

/// Where and how much a gRPC server takes.
///
/// @param host the address that it listens on
/// @param port the port; 0 takes any that is free
/// @param maxMessage the largest message of a request, in bytes
/// @param connections how many connections may be open; one more is closed
public record GrpcSettings(String host, int port, long maxMessage, int connections) {

    public GrpcSettings {
        Range.require("grpc-port", port, 0, 65535);
    }
}
