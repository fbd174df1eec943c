package dev.edgewise.bench;

import dev.edgewise.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Recognition with the audio in the request over the emulated link of the report, against what
/// that link's own numbers allow, and against what was measured in the same run: the link as it was
/// probed, the prediction, and what a request costs beyond a small one where no link is, over
/// loopback.
public final class LinkBenchmark {

    private static final double IDEAL = 1.1;
    private static final double APART = 3;

    private LinkBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path out = Files.createTempDirectory("edgewise-bench");
        try {
            Command.Result run =
                    Command.run(
                            "compare",
                            "--json",
                            "--requests",
                            "200",
                            "--link",
                            "report,loopback",
                            "--out",
                            out.toString());
            if (run.exitCode() != 0) {
                throw new IOException("compare failed: " + run.err().strip());
            }
            JsonNode cells = JsonMapper.shared().readTree(run.out()).path("cells");
            ideal(cells.path(0));
            measured(cells.path(0), cells.path(1));
        } finally {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(out)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(out);
        }
    }

    private static void ideal(JsonNode report) {
        JsonNode ideal = report.at("/link/remote_body_ideal");
        System.out.printf(
                Locale.ROOT,
                "remote-body, median total     %8.3f ms%n"
                        + "what the link allows          %8.3f ms  (%s)%n"
                        + "ratio                         %8.3f     (at most %.2f)%n",
                total(report),
                ideal.path("total_ms").asDouble(),
                ideal.path("formula").asString(),
                ideal.path("ratio").asDouble(),
                IDEAL);
    }

    private static void measured(JsonNode report, JsonNode loopback) {
        double link =
                roundTrip(report) + transfer(report, "out", "up") + transfer(report, "in", "down");
        double prediction = report.at("/places/remote-body/prediction/p50_ms").asDouble();
        double overhead =
                loopback.at("/places/remote-body/overhead/p50_ms").asDouble() - roundTrip(loopback);
        double sum = link + prediction + overhead;
        System.out.printf(
                Locale.ROOT,
                "%nlink as measured              %8.3f ms%n"
                        + "prediction                    %8.3f ms%n"
                        + "overhead over loopback        %8.3f ms  (beyond a small request's)%n"
                        + "sum                           %8.3f ms%n"
                        + "the median total is off by    %8.2f %%   (at most %.0f)%n",
                link,
                prediction,
                overhead,
                sum,
                100 * (total(report) / sum - 1),
                APART);
    }

    private static double total(JsonNode cell) {
        return cell.at("/places/remote-body/total/p50_ms").asDouble();
    }

    private static double roundTrip(JsonNode cell) {
        return cell.at("/link/measured/round_trip_ms").asDouble();
    }

    /// The time of a request's bytes at the rate that was measured, in milliseconds.
    private static double transfer(JsonNode cell, String bytes, String rate) {
        return cell.at("/resources/remote-body/bytes_" + bytes).asDouble()
                * 8e3
                / cell.at("/link/measured/" + rate + "_bits_per_second").asDouble();
    }
}
