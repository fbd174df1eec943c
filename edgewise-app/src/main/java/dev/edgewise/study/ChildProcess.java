package dev.edgewise.study;

import dev.edgewise.measure.ProcessUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A command of this program in a process of its own. It ends when it is closed, and with this
/// process however that ends, because its standard input does.
final class ChildProcess implements AutoCloseable {

    private static final String END = "";
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile @Nullable String complaint;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        read(process.getInputStream(), this::said);
        read(process.getErrorStream(), this::complained);
    }

    /// Starts `program` with `arguments`, the first of which is the command.
    static ChildProcess start(List<String> program, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(program);
        line.addAll(arguments);
        line.add("--attached");
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new ChildProcess(arguments.getFirst(), builder.start());
    }

    /// The rest of its next line on standard output, which starts with `prefix`.
    ///
    /// @throws IOException in one line, with its own words, if it ends before or says nothing
    String await(String prefix) throws IOException, InterruptedException {
        String line = lines.poll(TO_START.toNanos(), TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new IOException(
                    "the child process '"
                            + name
                            + "' isn't ready after 2 min; is the machine busy?");
        }
        if (line.equals(END)) {
            process.waitFor(TO_END.toNanos(), TimeUnit.NANOSECONDS);
            throw new IOException(
                    "the child process '" + name + "' could not start: " + complaint());
        }
        if (!line.startsWith(prefix)) {
            throw new IOException(
                    "the child process '"
                            + name
                            + "' said '"
                            + line
                            + "', expected '"
                            + prefix
                            + "...'");
        }
        return line.substring(prefix.length()).strip();
    }

    /// What it uses.
    ProcessUsage usage() {
        return ProcessUsage.of(process.toHandle());
    }

    /// What it complained of, if it has ended.
    Optional<String> lastWords() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the child process '" + name + "' has ended: " + complaint());
    }

    private String complaint() {
        String said = complaint;
        if (said == null) {
            return "it said nothing";
        }
        String own = "edgewise " + name + ": ";
        return said.startsWith(own) ? said.substring(own.length()) : said;
    }

    private void said(String line) {
        lines.add(line);
    }

    private void complained(String line) {
        if (!line.isBlank() && !line.equals(END)) {
            complaint = line;
        }
    }

    private static void read(InputStream in, Consumer<String> to) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (BufferedReader reader =
                                    new BufferedReader(
                                            new InputStreamReader(in, StandardCharsets.UTF_8))) {
                                reader.lines().forEach(to);
                            } catch (IOException | UncheckedIOException e) {
                                // Its end is told below, whatever its reason.
                            } finally {
                                to.accept(END);
                            }
                        });
    }

    /// Lets it end, without waiting for that.
    void release() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has gone already.
        }
    }

    @Override
    public void close() {
        release();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(TO_END.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
