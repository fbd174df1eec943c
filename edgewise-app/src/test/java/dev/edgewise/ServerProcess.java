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

    /// Starts one, and waits until it listens.
    ///
    /// @param folder where it runs, and where its standard error is kept
    /// @param environment variables that it gets besides
    public ServerProcess(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("serve", "--port", "0", "--attached"));
        line.addAll(List.of(arguments));
        err = Files.createTempFile(folder, "serve", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(Command.line(line.toArray(String[]::new)))
                        .directory(folder.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String said = out.readLine(); said != null; said = out.readLine()) {
            if (said.startsWith(LISTENING)) {
                url = URI.create(said.substring(LISTENING.length()));
                return;
            }
        }
        throw new AssertionError("it ended: " + errors());
    }

    public URI url() {
        return url;
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
