package dev.edgewise.bench;

import dev.edgewise.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./edgewise serve` in a process of its own, as a user would start it, and what the system knows
/// of that process. Linux alone.
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int USER_TICKS = 11;

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /// Starts it on a free port, and waits until it listens.
    static ServerProcess start(List<String> before, String... options) throws IOException {
        List<String> line = new ArrayList<>(before);
        line.add(SharedData.projectRoot().resolve("edgewise").toString());
        line.addAll(List.of("serve", "--port", "0"));
        line.addAll(List.of(options));
        Process process =
                new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String next = said.readLine(); next != null; next = said.readLine()) {
            if (next.startsWith(LISTENING)) {
                drain(said);
                return new ServerProcess(process, next.substring(LISTENING.length()).strip());
            }
        }
        throw new IOException("the server ended before it listened");
    }

    private static void drain(BufferedReader said) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        said.lines().forEach(line -> {});
                    } catch (UncheckedIOException e) {
                        // It has ended.
                    }
                });
    }

    String url() {
        return url;
    }

    /// The processor time that it has taken, the system's for it included.
    long cpuNanos() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]))
                * NANOS_PER_TICK;
    }

    /// The memory that it holds, in MiB.
    double residentMiB() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToDouble(Double::parseDouble)
                .map(kib -> kib / 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("the server has ended"));
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /// The middle one.
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
