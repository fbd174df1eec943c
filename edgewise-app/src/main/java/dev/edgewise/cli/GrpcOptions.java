package dev.edgewise.cli;

import dev.edgewise.serve.grpc.GrpcSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How `serve` is asked over gRPC.
final class GrpcOptions {

    @Option(
            names = "--grpc-port",
            paramLabel = "N",
            description =
                    "speak the Open Inference Protocol over gRPC, too, on this port; 0 takes any."
                            + " Triton's clients look for it on 8001")
    @Nullable Integer port;

    /// What a gRPC server is told, if there is to be one.
    Optional<GrpcSettings> settings(String host, long maxBody, int connections) {
        if (port == null) {
            return Optional.empty();
        }
        return Optional.of(new GrpcSettings(host, port, maxBody, connections));
    }
}
