package dev.edgewise.telemetry;

import java.nio.file.Path;
import java.util.Optional;

/// What a server is told of telling.
///
/// @param traces where traces go, if anywhere
/// @param accessLog the file that each request gets a line in, if any; `-` is standard output
/// @param version the program's
public record TelemetrySettings(
        Optional<Collector> traces, Optional<Path> accessLog, String version) {

    /// Metrics alone.
    public static TelemetrySettings plain(String version) {
        return new TelemetrySettings(Optional.empty(), Optional.empty(), version);
    }
}
