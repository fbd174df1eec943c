package dev.edgewise;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `edgewise serve` as a process of its own, on a port that was free. It ends with this process.
public final class ServingCommand implements AutoCloseable {

    private final Process process;
    private final Path err;
    private final URI url;

    private ServingCommand(Process process, Path err, URI url) {
        this.process = process;
        this.err = err;
        this.url = url;
    }

    /// Starts it with `arguments`, and waits until it listens.
    public static ServingCommand start(List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("serve", "--port", "0", "--attached"));
        line.addAll(arguments);
        Path err = Files.createTempFile("edgewise-serve", ".err");
        Process process =
                new ProcessBuilder(Command.line(line.toArray(String[]::new)))
                        .redirectError(err.toFile())
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String listening = "listening on ";
        for (String said = out.readLine(); said != null; said = out.readLine()) {
            if (said.startsWith(listening)) {
                return new ServingCommand(
                        process, err, URI.create(said.substring(listening.length())));
            }
        }
        throw new AssertionError("it ended: " + Files.readString(err));
    }

    /// Where it listens: `HOST:PORT`.
    public String address() {
        return url.getHost() + ":" + url.getPort();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(err);
    }
}
