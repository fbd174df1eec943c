package dev.edgewise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the `edgewise` command as a process of its own, as a user would, from the classes under
/// test.
public final class Command {

    /// What a finished command left behind.
    public record Result(int exitCode, String out, String err) {}

    private Command() {}

    /// The command line that starts `edgewise` with `arguments`; as in the launcher, `train`
    /// and `dataset` have mains of their own.
    public static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("--sun-misc-unsafe-memory-access=allow");
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        boolean own = arguments.length > 0 && List.of("train", "dataset").contains(arguments[0]);
        line.add("dev.edgewise." + (own ? arguments[0] : "cli") + ".Main");
        line.addAll(List.of(arguments));
        return line;
    }

    /// Runs the command in folder `directory` to its end; fails after five minutes.
    public static Result runIn(Path directory, String... arguments) throws IOException {
        Path out = Files.createTempFile("edgewise", ".out");
        Path err = Files.createTempFile("edgewise", ".err");
        Process process =
                new ProcessBuilder(line(arguments))
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new AssertionError("still running after 5 minutes: " + List.of(arguments));
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the command", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /// Runs the command in the current folder to its end.
    public static Result run(String... arguments) throws IOException {
        return runIn(Path.of("").toAbsolutePath(), arguments);
    }
}
