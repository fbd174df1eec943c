package dev.edgewise.bench;

import dev.edgewise.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Recognition with the audio in the request over the emulated link of the report, against what
/// that link's own numbers allow: round trip, bytes by rates, and the prediction of the same run.
public final class LinkBenchmark {

    private static final double BOUND = 1.1;

    private LinkBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path out = Files.createTempDirectory("edgewise-bench");
        try {
            Command.Result run =
                    Command.run("compare", "--json", "--requests", "100", "--out", out.toString());
            if (run.exitCode() != 0) {
                throw new IOException("compare failed: " + run.err().strip());
            }
            JsonNode result = JsonMapper.shared().readTree(run.out());
            JsonNode ideal = result.at("/link/remote_body_ideal");
            System.out.printf(
                    Locale.ROOT,
                    "remote-body, median total     %8.3f ms%n"
                            + "what the link allows          %8.3f ms  (%s)%n"
                            + "ratio                         %8.3f     (at most %.2f)%n",
                    result.at("/places/remote-body/total/p50_ms").asDouble(),
                    ideal.path("total_ms").asDouble(),
                    ideal.path("formula").asString(),
                    ideal.path("ratio").asDouble(),
                    BOUND);
        } finally {
            for (String name : new String[] {"samples.jsonl", "result.json", "index.html"}) {
                Files.deleteIfExists(out.resolve(name));
            }
            Files.deleteIfExists(out);
        }
    }
}
