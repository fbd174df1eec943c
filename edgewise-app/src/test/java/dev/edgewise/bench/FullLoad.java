package dev.edgewise.bench;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.ClosedLoop;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.LoadWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// As many requests as the server answers, over so many connections: by `wrk` where it is
/// installed, because it takes little from the cores that it shares with the server, else by the
/// loop of the room `measure`.
final class FullLoad implements AutoCloseable {

    /// What came of it.
    record Answers(long count, double seconds) {

        double perSecond() {
            return count / seconds;
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Path WRK = Path.of("/usr/bin/wrk");
    private static final String SCRIPT =
            """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "audio/wav"
            local file = io.open("BODY", "rb")
            wrk.body = file:read("*a")
            file:close()
            function done(summary)
              local e = summary.errors
              io.write(string.format("answers %d wrong %d micros %d\\n", summary.requests,
                e.status + e.connect + e.read + e.write + e.timeout, summary.duration))
            end
            """;

    private final int connections;
    private final byte[] clip;
    private final Path folder;

    FullLoad(int connections, byte[] clip) throws IOException {
        this.connections = connections;
        this.clip = clip;
        folder = Files.createTempDirectory("edgewise-load");
        Path body = Files.write(folder.resolve("clip.wav"), clip);
        Files.writeString(folder.resolve("post.lua"), SCRIPT.replace("BODY", body.toString()));
    }

    /// What makes the load.
    String generator() {
        return Files.isExecutable(WRK) ? "wrk" : "the closed loop in the benchmark's process";
    }

    /// Loads the server at `url` for some seconds.
    ///
    /// @throws IOException if an answer was an error
    Answers run(String url, int seconds) throws IOException {
        return Files.isExecutable(WRK) ? wrk(url, seconds) : loop(url, seconds);
    }

    private Answers wrk(String url, int seconds) throws IOException {
        Process process =
                new ProcessBuilder(
                                WRK.toString(),
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "--timeout",
                                "10s",
                                "-s",
                                folder.resolve("post.lua").toString(),
                                url)
                        .redirectErrorStream(true)
                        .start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(seconds + 60L, TimeUnit.SECONDS)) {
                throw new IOException("wrk doesn't end");
            }
            String line =
                    said.lines()
                            .filter(l -> l.startsWith("answers "))
                            .findFirst()
                            .orElseThrow(() -> new IOException("wrk said: " + said));
            String[] words = line.split(" ", -1);
            if (!words[3].equals("0")) {
                throw new IOException("not every request was answered: " + line);
            }
            return new Answers(Long.parseLong(words[1]), Long.parseLong(words[5]) / 1e6);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted under load", e);
        } finally {
            process.destroy();
        }
    }

    private Answers loop(String url, int seconds) throws IOException {
        String server = url.substring(0, url.length() - "/v1/recognize".length());
        try (Lines lines = new Lines(connections, server, clip, TIMEOUT)) {
            LoadResult result =
                    new ClosedLoop(TIMEOUT)
                            .run(
                                    Duration.ofSeconds(seconds),
                                    List.of(Lines.CLIP),
                                    lines.targets(),
                                    LoadWatch.NOBODY);
            if (result.count(Status.ANSWERED) != result.sent()) {
                throw new IOException("not every request was answered: " + result.counts());
            }
            return new Answers(result.sent(), result.nanos() / 1e9);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("post.lua"));
        Files.deleteIfExists(folder.resolve("clip.wav"));
        Files.deleteIfExists(folder);
    }
}
