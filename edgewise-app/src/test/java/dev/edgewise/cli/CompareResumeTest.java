package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs that break off, and what is made of them.
class CompareResumeTest {

    private static final int REQUESTS = 300;

    @TempDir Path folder;

    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of("compare", "--link=loopback", "--out=out"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    @Test
    void aRunThatWasKilledIsGoneOnWithAfterItsLastWholeBlock() throws Exception {
        Path samples = folder.resolve("out/samples.jsonl");
        killInTheMiddle(samples);
        Files.writeString(samples, "{\"version\":1,\"pla", StandardOpenOption.APPEND);

        Command.Result other =
                Command.runIn(folder, options("--requests=" + REQUESTS, "--resume", "--seed=2"));
        assertThat(other.err())
                .isEqualTo(
                        "edgewise compare: out: the run that is there was of something else: seed:"
                                + " 1 there, now 2\n");
        assertThat(other.exitCode()).isEqualTo(1);

        Command.Result run = Command.runIn(folder, options("--requests=" + REQUESTS, "--resume"));
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        assertThat(result.path("partial").asBoolean(true)).isFalse();
        for (String place : List.of("edge", "edge-http", "remote-path", "remote-body")) {
            assertThat(result.at("/places/" + place + "/request/n").asInt()).isEqualTo(REQUESTS);
        }
        assertThat(SampleReader.read(samples).stream().map(Sample::startNanos)).isSorted();
        JsonNode study = JsonMapper.shared().readTree(folder.resolve("out/study.json"));
        assertThat(study.path("sessions").size()).isEqualTo(2);
        assertThat(study.at("/sessions/1/first_block").asInt()).isPositive();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("It broke off, and was gone on with on ")
                .contains("samples of a block that was cut off were thrown away.");

        Command.Result again = Command.runIn(folder, options("--requests=" + REQUESTS, "--resume"));
        assertThat(again.err())
                .isEqualTo(
                        "edgewise compare: out: the run that is there is complete, nothing is left"
                                + " to measure\n");
    }

    private void killInTheMiddle(Path samples) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(Command.line(options("--requests=" + REQUESTS)))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (System.nanoTime() < end && process.isAlive() && !inTheMiddle(samples)) {
                Thread.sleep(20);
            }
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static boolean inTheMiddle(Path samples) throws IOException {
        return Files.exists(samples)
                && SampleReader.readWholeLines(samples).samples().stream()
                        .anyMatch(s -> s.stage() == Stage.MEASURED && s.block() >= 3);
    }

    @Test
    void anIntervalThatIsToBeNarrowEndsTheRun() throws IOException {
        Command.Result run = Command.runIn(folder, options("--until=50ms,5m"));
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        assertThat(result.at("/ending/why").asString()).isEqualTo("narrow");
        assertThat(result.at("/ending/blocks").asInt()).isEqualTo(30);
        assertThat(result.at("/places/edge/request/n").asInt()).isEqualTo(600);
        assertThat(result.path("partial").asBoolean(true)).isFalse();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("until the 95 % interval of the total's difference was 50 ms wide")
                .contains("It ended after 30 blocks")
                .contains("Each place was compared with itself");
        JsonNode resources = result.path("resources");
        assertThat(resources.at("/edge/client_cpu_ms").asDouble()).isPositive();
        assertThat(resources.at("/edge/server_cpu_ms").isNull()).isTrue();
        assertThat(resources.at("/edge-http/server_cpu_ms").asDouble()).isPositive();
        assertThat(resources.at("/remote-body/server_memory_mib").asDouble()).isPositive();
        assertThat(resources.at("/remote-body/bytes_out").asDouble()).isGreaterThan(10_000);
        assertThat(resources.at("/remote-path/bytes_out").asDouble()).isGreaterThan(1_000);
    }

    @Test
    void whatCannotGoTogetherIsNamed() throws IOException {
        Command.Result both = Command.runIn(folder, options("--until=5s", "--requests=50"));
        assertThat(both.err()).contains("--requests and --until: one of them, not both");
        assertThat(both.exitCode()).isEqualTo(2);
        Command.Result odd = Command.runIn(folder, options("--until=soon"));
        assertThat(odd.err()).contains("'soon' is no end, expected an interval's width");
        assertThat(odd.exitCode()).isEqualTo(2);
        Command.Result none = Command.runIn(folder, options("--resume"));
        assertThat(none.err())
                .isEqualTo(
                        "edgewise compare: out: no run of compare is there, it has no"
                                + " study.json\n");
    }
}
