package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    private static final String REQUESTS = "--requests=150";
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir Path folder;

    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of("compare", "--link=loopback", "--out=out"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    @Test
    void aRunThatWasKilledIsGoneOnWithAfterItsLastWholeBlock() throws Exception {
        Path samples = folder.resolve("out/samples.jsonl");
        Process process = start();
        try {
            awaitBlock(process, samples);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        Files.writeString(samples, "{\"version\":1,\"pla", StandardOpenOption.APPEND);

        Command.Result other = Command.runIn(folder, options(REQUESTS, "--resume", "--seed=2"));
        assertThat(other.err())
                .isEqualTo(
                        "edgewise compare: out: the run that is there was of something else; seed:"
                                + " 1 there, 2 now\n");
        assertThat(other.exitCode()).isEqualTo(1);

        Command.Result run = isWholeOnceItIsGoneOnWith();
        assertThat(SampleReader.readWholeLines(samples).samples().stream().map(Sample::startNanos))
                .isSorted();
        JsonNode study = JsonMapper.shared().readTree(folder.resolve("out/study.json"));
        assertThat(study.path("sessions").size()).isEqualTo(2);
        assertThat(study.at("/sessions/1/first_block").asInt()).isPositive();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("It broke off; it was gone on with at ")
                .contains("samples of a block that was cut off were thrown away.");

        Command.Result again = Command.runIn(folder, options(REQUESTS, "--resume"));
        assertThat(again.err())
                .isEqualTo(
                        "edgewise compare: out: the run that is there is complete, nothing is left"
                                + " to measure\n");
    }

    private Process start() throws IOException {
        return new ProcessBuilder(Command.line(options(REQUESTS)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    /// Waits until a few blocks have been measured.
    private static void awaitBlock(Process process, Path samples)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (System.nanoTime() < end
                && process.isAlive()
                && !(Files.exists(samples) && inTheMiddle(samples))) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static boolean inTheMiddle(Path samples) throws IOException {
        return SampleReader.readWholeLines(samples).samples().stream()
                .anyMatch(sample -> sample.stage() == Stage.MEASURED && sample.block() >= 2);
    }

    private Command.Result isWholeOnceItIsGoneOnWith() throws IOException {
        Command.Result run = Command.runIn(folder, options(REQUESTS, "--resume"));
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        assertThat(result.path("partial").asBoolean(true)).isFalse();
        for (String place : List.of("edge", "edge-http", "remote-path", "remote-body")) {
            assertThat(result.at("/places/" + place + "/total/n").asInt()).isEqualTo(150);
        }
        return run;
    }

    /// A limit on the size of its files, set while it runs, stands in for a disk that becomes full.
    @Test
    void aFullDiskKeepsWhatWasMeasuredAndTheRunCanBeGoneOnWith() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), PRLIMIT + " is needed (util-linux)");
        Path samples = folder.resolve("out/samples.jsonl");
        Process process = start();
        try {
            awaitBlock(process, samples);
            String limit = "--fsize=" + Files.size(samples);
            String pid = "--pid=" + process.pid();
            assertThat(new ProcessBuilder(PRLIMIT.toString(), limit, pid).start().waitFor())
                    .isZero();
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("said")))
                .isEqualTo(
                        "edgewise compare: out/samples.jsonl: writing failed (File too large) (what"
                                + " was measured until then is in out, and compare --resume goes on"
                                + " with it)\n");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(SampleReader.readWholeLines(samples).samples())
                .anyMatch(sample -> sample.stage() == Stage.MEASURED);
        isWholeOnceItIsGoneOnWith();
    }

    @Test
    void aRunForSoLongEndsWhenTheTimeIsOver() throws IOException {
        Command.Result run = Command.runIn(folder, options("--until=2s"));
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        assertThat(result.at("/ending/why").asString()).isEqualTo("time_up");
        int blocks = result.at("/ending/blocks").asInt();
        assertThat(blocks).isPositive();
        assertThat(result.at("/places/edge/request/n").asInt()).isEqualTo(20 * blocks);
        assertThat(result.path("partial").asBoolean(true)).isFalse();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("requests a place after warm-up, for at most 2 s")
                .contains("It ended after " + blocks + " blocks");
    }

    @Test
    void aRunUntilTheIntervalIsNarrowEndsWhenItIs() throws IOException {
        Command.Result run = Command.runIn(folder, options("--until=999ms,10m"));
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        assertThat(result.at("/ending/why").asString()).isEqualTo("narrow");
        assertThat(result.path("partial").asBoolean(true)).isFalse();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("until the 95 % interval of the total's difference was 999.0 ms wide")
                .contains("It ended after " + result.at("/ending/blocks").asInt() + " blocks");
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
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
