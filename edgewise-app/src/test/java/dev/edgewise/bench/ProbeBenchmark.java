package dev.edgewise.bench;

import dev.edgewise.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `edgewise probe` against what `edgewise link` was asked for, with `edgewise serve` behind it:
/// each
/// a process of its own.
public final class ProbeBenchmark {

    private ProbeBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("edgewise-probe");
        try (dev.edgewise.ServerProcess server =
                new dev.edgewise.ServerProcess(folder, Map.of(), "--model=tutorial-cnn")) {
            // What has just started is slow.
            probe(folder, server.url().toString());
            int port = server.url().getPort();
            held(folder, port, "rtt=13ms,down=35M,up=19M", 13, 35, 19);
            held(folder, port, "rtt=28ms,down=5M,up=1M", 28, 5, 1);
            held(folder, port, "rtt=70ms,down=12M,up=12M", 70, 12, 12);
        }
    }

    private static void held(
            Path folder, int target, String profile, double millis, double down, double up)
            throws IOException {
        Process link =
                new ProcessBuilder(
                                Command.line(
                                        "link",
                                        profile,
                                        "--listen=127.0.0.1:0",
                                        "--target=127.0.0.1:" + target))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            BufferedReader said = link.inputReader(StandardCharsets.UTF_8);
            String line = String.valueOf(said.readLine());
            JsonNode found =
                    probe(folder, "127.0.0.1:" + line.substring(line.lastIndexOf(':') + 1));
            System.out.println(profile);
            error("round trip", found.path("round_trip_ms"), millis, 1, "ms", "0.5");
            error("down", found.path("down_mbits"), down, 100 / down, "%", "5");
            error("up", found.path("up_mbits"), up, 100 / up, "%", "5");
            print("took", found.path("seconds").asDouble(), "s", "10");
        } finally {
            link.destroy();
        }
    }

    private static JsonNode probe(Path folder, String address) throws IOException {
        Command.Result run = Command.runIn(folder, "probe", address, "--json=-");
        if (run.exitCode() != 0) {
            throw new IOException(run.err());
        }
        return JsonMapper.shared().readTree(run.out());
    }

    private static void error(
            String what, JsonNode found, double asked, double scale, String unit, String bound) {
        print(what + ": error", scale * (found.path("value").asDouble() - asked), unit, bound);
        print(
                "  half of its interval",
                scale * (found.path("high").asDouble() - found.path("low").asDouble()) / 2,
                unit,
                "-");
    }

    private static void print(String what, double value, String unit, String bound) {
        System.out.printf(
                Locale.ROOT, "  %-30s %9.3f %-3s (at most %s)%n", what, value, unit, bound);
    }
}
