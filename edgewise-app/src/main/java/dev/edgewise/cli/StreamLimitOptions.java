package dev.edgewise.cli;

import dev.edgewise.serve.stream.StreamLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long the streams of `edgewise serve` may be.
final class StreamLimitOptions {

    @Option(
            names = "--stream-idle",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = TimeSpan.class,
            description =
                    "end a stream over which nothing comes for so long (default:"
                            + " ${DEFAULT-VALUE})")
    Duration idle = Duration.ZERO;

    @Option(
            names = "--stream-length",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = TimeSpan.class,
            description =
                    "end a stream that brings more audio than this (default: ${DEFAULT-VALUE})")
    Duration length = Duration.ZERO;

    /// The limits.
    ///
    /// @throws IllegalArgumentException naming the option that is wrong, without its dashes
    StreamLimits limits() {
        return new StreamLimits(idle, length);
    }
}
