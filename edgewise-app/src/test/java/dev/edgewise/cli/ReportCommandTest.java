package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Accessibility;
import dev.edgewise.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs drawn again and laid side by side, as processes, from a real run over two links.
@Timeout(600)
class ReportCommandTest {

    private static final List<String> FILES =
            List.of("study.json", "samples.jsonl", "resources.jsonl", "result.json", "index.html");

    @TempDir static Path folder;

    private static String said = "";

    @BeforeAll
    static void measure() throws IOException {
        Command.Result run =
                Command.runIn(
                        folder,
                        "compare",
                        "--requests=10",
                        "--link=loopback",
                        "--link=rtt=3ms,down=80M,up=40M",
                        "--out=first");
        assertThat(run.err()).isEmpty();
        said = run.out();
    }

    private static Command.Result report(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(arguments));
        return Command.runIn(folder, all.toArray(String[]::new));
    }

    private static Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : FILES) {
            Path original = folder.resolve("first").resolve(file);
            if (Files.exists(original)) {
                Files.copy(original, copy.resolve(file));
            }
        }
        return copy;
    }

    @Test
    void aRunIsDrawnAgainAsItWas() throws IOException {
        Path again = copy("again");
        byte[] page = Files.readAllBytes(again.resolve("index.html"));
        byte[] result = Files.readAllBytes(again.resolve("result.json"));
        Files.delete(again.resolve("index.html"));
        Files.delete(again.resolve("result.json"));

        Command.Result run = report("again");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo(said.replace("first/index.html", "again/index.html"))
                .contains("The page: again/index.html");
        assertThat(again.resolve("index.html")).hasBinaryContent(page);
        assertThat(again.resolve("result.json")).hasBinaryContent(result);
    }

    @Test
    void runsLieSideBySideWithTheirDifferences() throws IOException {
        copy("second");

        Command.Result run =
                report(
                        "first",
                        "second",
                        "--out=both.html",
                        "--json=both.json",
                        "--csv=both.csv",
                        "--markdown=both.md");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out())
                .contains("remote-path: average times in ms, with 95 % intervals")
                .contains("Differences of the mean totals in ms from first over loopback")
                .contains("In all 4 results, offloading")
                .contains("The page: both.html");

        JsonNode json = JsonMapper.shared().readTree(folder.resolve("both.json"));
        assertThat(json.path("runs")).hasSize(2);
        assertThat(json.at("/runs/0/cells")).hasSize(2);
        List<String> pairs = new ArrayList<>();
        for (JsonNode difference : json.path("differences")) {
            pairs.add(
                    difference.path("second").asString()
                            + ", "
                            + difference.path("place").asString()
                            + ", "
                            + difference.path("paired").asBoolean());
            if (difference.path("second").asString().equals("second over loopback")) {
                assertThat(difference.path("difference_ms").asDouble()).isZero();
            }
        }
        // The edge knows no link, so within a run there is nothing to compare there.
        assertThat(pairs)
                .containsExactly(
                        "first over rtt=3ms,down=80M,up=40M, remote-path, true",
                        "first over rtt=3ms,down=80M,up=40M, remote-body, true",
                        "second over loopback, edge, false",
                        "second over loopback, edge-http, false",
                        "second over loopback, remote-path, false",
                        "second over loopback, remote-body, false",
                        "second over rtt=3ms,down=80M,up=40M, remote-path, false",
                        "second over rtt=3ms,down=80M,up=40M, remote-body, false");

        List<String> rows = Files.readAllLines(folder.resolve("both.csv"));
        assertThat(rows.getFirst())
                .isEqualTo(
                        "folder,device,seed,model,link,round_trip_ms,down_bits_per_second,"
                                + "up_bits_per_second,place,time,n,answered,mean_ms,ci95_low_ms,"
                                + "ci95_high_ms,p50_ms,p90_ms,p99_ms");
        // Four times at each place, and one more for the upload: of two runs at the edge, of four
        // results at the remote server.
        assertThat(rows).hasSize(1 + 2 * 2 * 4 + 4 * (2 * 4 + 1));
        assertThat(rows)
                .anyMatch(
                        row ->
                                row.startsWith("second,")
                                        && row.contains(",1,tutorial-cnn,,,,,edge,total,10,10,"));
        assertThat(Files.readString(folder.resolve("both.md")))
                .contains("| first over rtt=3ms,down=80M,up=40M | ")
                .contains("| --- | ---: |");
        assertThat(Files.readString(folder.resolve("both.html")))
                .contains("<title>Edge or remote? Results side by side</title>")
                .contains("Conditions of second");
        Accessibility.check(folder.resolve("both.html"));
    }

    @Test
    void aPapersTableComesFromOneCommand() throws IOException {
        Command.Result run = report("first", "--markdown");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("**What was measured**")
                .doesNotContain("The page")
                .contains("| over loopback | ");
    }

    @Test
    void aLineThatWasCutOffIsLeftOutAndSaid() throws IOException {
        Path cut = copy("cut").resolve("samples.jsonl");
        String samples = Files.readString(cut);
        Files.writeString(cut, samples.substring(0, samples.length() - 20));

        Command.Result run = report("cut", "first");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "cut over loopback: The last sample was left out: its line was cut off in the"
                                + " middle.");
    }

    @Test
    void runsOfOtherClipsAreShownAndNotCompared() throws IOException {
        Path other = copy("other").resolve("study.json");
        String study = Files.readString(other);
        Files.writeString(
                other, study.replaceFirst("\"sha256\" : \"[0-9a-f]{8}", "\"sha256\" : \"00000000"));
        assertThat(Files.readString(other)).isNotEqualTo(study);

        Command.Result run = report("first", "other");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("other over loopback recognised other clips (10 synthetic clips")
                .contains("they are not compared");
    }

    @Test
    void whatCantBeReadIsNamedInOneLine() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Path samples = copy("newer").resolve("samples.jsonl");
        Files.writeString(
                samples, Files.readString(samples).replaceFirst("\"version\":1", "\"version\":2"));

        fails("edgewise report: empty: no run of compare is there, it has no study.json", "empty");
        fails(
                "edgewise report: nowhere: no run of compare is there, it has no study.json",
                "nowhere");
        fails(
                "edgewise report: newer/samples.jsonl: line 1 is broken: it is from"
                        + " another version of Edgewise (\"version\": 1 is needed, got 2)",
                "newer",
                "first");
        fails("edgewise report: ./first: is given twice", "first", "./first");
        assertThat(report("first", "--csv", "--json").err())
                .contains("one of them can be printed, the others need a file");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    private static void fails(String message, String... arguments) throws IOException {
        Command.Result run = report(arguments);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines(message);
    }
}
