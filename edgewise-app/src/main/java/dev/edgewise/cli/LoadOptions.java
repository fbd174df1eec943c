package dev.edgewise.cli;

import dev.edgewise.engine.Batching;
import dev.edgewise.engine.LoadSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much `edgewise serve` works on at once, and how much may wait.
final class LoadOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "requests that use a model at once (default: the number of cores)")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "128",
            description =
                    "requests that may wait for a model; further ones get 503 (default:"
                            + " ${DEFAULT-VALUE})")
    int queue;

    @Option(
            names = "--queue-limit",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "how long a request may wait for a model, such as 50ms; one that would wait"
                            + " longer gets 503 at once (default: any time)")
    @Nullable Duration queueLimit;

    @Option(
            names = "--batch-max",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "run up to so many requests for a model as one, where the model can (default:"
                            + " ${DEFAULT-VALUE}, each alone)")
    int batchMax;

    @Option(
            names = "--batch-delay",
            paramLabel = "TIME",
            defaultValue = "2ms",
            converter = TimeSpan.class,
            description =
                    "how long the first request of a batch waits for others (default:"
                            + " ${DEFAULT-VALUE})")
    Duration batchDelay = Duration.ZERO;

    /// The settings.
    ///
    /// @throws IllegalArgumentException naming the option that is wrong, without its dashes
    LoadSettings settings() {
        return new LoadSettings(
                threads,
                queue,
                Optional.ofNullable(queueLimit),
                batchMax == 1 ? Batching.OFF : new Batching(batchMax, batchDelay));
    }
}
