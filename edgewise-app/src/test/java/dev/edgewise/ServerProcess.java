package dev.edgewise;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `edgewise serve` in a process of its own, on a port of its own, until it is closed.
public final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";

    private final Process process;
    private final Path err;
    private final URI url;
    private final List<String> said = new ArrayList<>();

    /// Starts one, and waits until it listens.
    ///
    /// @param folder where it runs, and where its standard error is kept
    /// @param environment variables that it gets besides
    public ServerProcess(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        this(folder, environment, line(arguments));
    }

    /// Starts one by a command line like those of [#line(String...)].
    public ServerProcess(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        err = Files.createTempFile(folder, "serve", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                url = URI.create(line.substring(LISTENING.length()));
                return;
            }
            said.add(line);
        }
        throw new AssertionError("it ended: " + errors());
    }

    /// The command line that starts one with these arguments.
    public static List<String> line(String... arguments) {
        List<String> command = new ArrayList<>(List.of("serve", "--port", "0", "--attached"));
        command.addAll(List.of(arguments));
        return Command.line(command.toArray(String[]::new));
    }

    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    /// The end of the line that it said first, before it listened, and that begins with
    /// `beginning`.
    public String said(String beginning) {
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + beginning + " in " + said))
                .substring(beginning.length());
    }

    /// Closes the pipe that its standard output goes to.
    public void hearNoMore() throws IOException {
        process.getInputStream().close();
    }

    /// What it has said on standard error.
    public String errors() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /// Lets it end as it does when its parent does, and waits.
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("it still runs after 30 s: " + errors());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
