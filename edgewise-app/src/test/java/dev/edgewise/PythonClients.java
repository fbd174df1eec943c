package dev.edgewise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The field's own clients, in the Python environment that `.ci/clients` makes. Tests that need one
/// are skipped where it isn't there, and print why; they fail where `EDGEWISE_CLIENTS` says that it
/// is there.
public final class PythonClients {

    private static final String FOLDER = "EDGEWISE_CLIENTS";

    private PythonClients() {}

    /// The file `bin/name` of the environment: `python`, `schemathesis`, `perf_analyzer`.
    public static Path program(String name) {
        Path file = folder().resolve("bin").resolve(name);
        if (!Files.isExecutable(file)) {
            String reason = "no " + name + ": .ci/clients installs it";
            if (variable(FOLDER).isPresent()) {
                throw new AssertionError(reason);
            }
            System.out.println("skipped: " + reason);
            Assumptions.abort(reason);
        }
        return file;
    }

    /// The folders that `perf_analyzer` finds CUDA's runtime in, for `LD_LIBRARY_PATH`.
    public static String cudaLibraries() throws IOException {
        try (Stream<Path> files = Files.walk(folder().resolve("lib"), 6)) {
            List<String> folders =
                    files.filter(file -> file.endsWith(Path.of("nvidia/cuda_runtime/lib")))
                            .map(Path::toString)
                            .toList();
            return String.join(":", folders);
        }
    }

    private static Path folder() {
        return variable(FOLDER)
                .map(Path::of)
                .orElseGet(
                        () ->
                                variable("XDG_CACHE_HOME")
                                        .map(Path::of)
                                        .orElseGet(
                                                () ->
                                                        Path.of(
                                                                System.getProperty("user.home"),
                                                                ".cache"))
                                        .resolve("edgewise-clients"));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
