package dev.edgewise.cli;

import dev.edgewise.remote.EndpointSearch;
import dev.edgewise.remote.Inputs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What a server is to be asked, and with what.
final class EndpointOptions {

    /// Each question about the server may take as long, or as a request may.
    private static final Duration TO_FIND = Duration.ofSeconds(30);

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "which model, under the Open Inference Protocol")
    @Nullable String model;

    @Option(
            names = "--input",
            paramLabel = "FILE|random",
            arity = "1..*",
            description =
                    "WAV files, .npy files (NAME=FILE where the model has several inputs), or random"
                            + " values as the model's metadata say")
    List<String> inputs = new ArrayList<>();

    @Mixin ShapeOption shape;

    @Option(
            names = "--binary",
            negatable = true,
            description =
                    "send tensors as binary data, or with --no-binary as JSON (default: binary where"
                            + " the server says that it can)")
    @Nullable Boolean binary;

    @Mixin AccessOptions access;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    static boolean isAddress(String text) {
        return text.matches("https?://.*");
    }

    /// The server's address, where `--input` took it for its last file; null if it didn't.
    @Nullable String takenAddress() {
        return !inputs.isEmpty() && isAddress(inputs.getLast()) ? inputs.removeLast() : null;
    }

    /// Finds what to ask at `server`.
    ///
    /// @param seed of inputs that are drawn
    /// @param timeout of each request
    /// @throws IOException naming a file that can't be used
    EndpointSearch search(URI server, long seed, Duration timeout) throws IOException {
        return new EndpointSearch(
                server,
                Optional.ofNullable(model),
                inputs(),
                Optional.ofNullable(binary),
                access.access(),
                seed,
                timeout.compareTo(TO_FIND) > 0 ? timeout : TO_FIND);
    }

    private Inputs inputs() {
        Map<String, List<Long>> shapes = shape.shapes();
        boolean drawn = inputs.equals(List.of("random"));
        if (!shapes.isEmpty() && !drawn && !inputs.isEmpty()) {
            throw wrong("--shape is for --input random: a file has its own shape");
        }
        if (drawn || !shapes.isEmpty()) {
            return new Inputs.Drawn(shapes);
        }
        return inputs.isEmpty() ? new Inputs.Fitting() : new Inputs.FromFiles(inputs);
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
