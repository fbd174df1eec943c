package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.Browser;
import dev.edgewise.Command;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One short study with real children and a real link, and what is made of it.
class CompareCommandTest {

    private static final int REQUESTS = 20;

    @TempDir static Path folder;

    private static Command.Result run;
    private static JsonNode result;
    private static List<Sample> samples;

    @BeforeAll
    static void compare() throws IOException {
        run =
                Command.runIn(
                        folder,
                        "compare",
                        "--link=rtt=4ms,down=80M,up=40M",
                        "--requests=" + REQUESTS,
                        "--out=out",
                        "--note=a <test>");
        assertThat(run.err()).isEmpty();
        result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        samples = SampleReader.readWholeLines(folder.resolve("out/samples.jsonl")).samples();
    }

    private static List<Sample> measured(String place) {
        return samples.stream()
                .filter(s -> s.place().equals(place) && s.stage() == Stage.MEASURED)
                .toList();
    }

    private static double mean(String place, ToDoubleFunction<Sample> nanos) {
        return measured(place).stream().mapToDouble(nanos).average().orElseThrow() / 1e6;
    }

    private static double phase(Sample sample, String phase) {
        return sample.outcome().phaseNanos().getOrDefault(phase, 0L);
    }

    private static double figure(String place, String quantity) {
        JsonNode summary = result.at("/places/" + place + "/" + quantity);
        assertThat(summary.path("n").asInt()).isEqualTo(quantity.equals("upload") ? 2 : REQUESTS);
        return summary.path("mean_ms").asDouble();
    }

    @ParameterizedTest
    @CsvSource({"edge, false", "edge-http, true", "remote-path, true", "remote-body, false"})
    void everyMeanIsThatOfTheSamples(String place, boolean byPath) {
        Map<Integer, Double> uploads = new HashMap<>();
        measured("upload").forEach(s -> uploads.put(s.block(), phase(s, "file")));
        ToDoubleFunction<Sample> request = s -> s.outcome().nanos();
        ToDoubleFunction<Sample> prediction =
                s -> (byPath ? phase(s, "read") : 0) + phase(s, "decode") + phase(s, "predict");
        ToDoubleFunction<Sample> upload =
                s -> place.equals("remote-path") ? uploads.getOrDefault(s.block(), Double.NaN) : 0;
        assertThat(figure(place, "request")).isCloseTo(mean(place, request), within(1e-9));
        assertThat(figure(place, "prediction")).isCloseTo(mean(place, prediction), within(1e-9));
        assertThat(figure(place, "overhead"))
                .isCloseTo(mean(place, request) - mean(place, prediction), within(1e-9));
        assertThat(figure(place, "total"))
                .isCloseTo(mean(place, request) + mean(place, upload), within(1e-9));
    }

    @Test
    void theVerdictComparesTheEdgesServerWithTheRemoteOne() {
        JsonNode verdict = result.path("verdict");
        double difference = figure("remote-path", "total") - figure("edge-http", "total");
        assertThat(verdict.path("difference_ms").asDouble()).isCloseTo(difference, within(1e-9));
        assertThat(verdict.at("/request/difference_ms").asDouble())
                .isCloseTo(
                        figure("remote-path", "request") - figure("edge-http", "request"),
                        within(1e-9));
        assertThat(verdict.path("better").asString()).isIn("edge", "undecided");
        assertThat(run.out().replaceAll("\\s+", " ")).contains(verdict.path("sentence").asString());
    }

    @Test
    void whatTooFewRequestsCannotSayIsNull() {
        JsonNode request = result.at("/places/edge/request");
        assertThat(request.path("p50_ms").isNumber()).isTrue();
        assertThat(request.path("p90_ms").isNull()).isTrue();
        assertThat(request.path("p99_ms").isNull()).isTrue();
        assertThat(run.out()).contains("p90 needs 64 requests, there are 20");
    }

    @Test
    void theLinkIsMeasuredThroughItselfAndCalledEmulated() {
        assertThat(result.at("/link/asked/round_trip_ms").asDouble()).isEqualTo(4);
        assertThat(result.at("/link/measured/round_trip_ms").asDouble()).isGreaterThan(4);
        assertThat(result.at("/link/measured/up_bits_per_second").asDouble()).isBetween(5e6, 60e6);
        assertThat(run.out()).contains("emulated", "measured through it");
    }

    @Test
    void theContextSaysWhatItWasMeasuredOn() {
        JsonNode context = result.path("context");
        assertThat(context.path("note").asString()).isEqualTo("a <test>");
        assertThat(context.path("model").asString()).startsWith("tutorial-cnn");
        assertThat(context.path("synthetic_clips").asBoolean()).isTrue();
        assertThat(result.path("partial").asBoolean(true)).isFalse();
    }

    @Test
    void theRunsFolderSaysWhatWasAskedOfWhichClipsAndHowItEnded() throws IOException {
        JsonNode study = JsonMapper.shared().readTree(folder.resolve("out/study.json"));
        JsonNode clip = study.at("/clips/files/0");
        assertThat(clip.path("bytes").asInt()).isGreaterThan(1000);
        assertThat(clip.path("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(study.at("/models/0/sha256").asString())
                .isEqualTo(result.at("/context/model_sha_256").asString());
        assertThat(study.at("/asked/extent/count").asInt()).isEqualTo(REQUESTS);
        assertThat(study.at("/asked/remotes/0/link/spec").asString())
                .isEqualTo("rtt=4ms,down=80M,up=40M");
        assertThat(study.at("/sessions/0/warm_up/edge/reason").asString()).isNotBlank();
        assertThat(study.at("/ending/how").asString()).isEqualTo("Complete");
    }

    @Test
    void whatARequestCostsStandsBesideItsTime() {
        JsonNode resources = result.path("resources");
        assertThat(resources.at("/edge/client_cpu_ms").isNumber()).isTrue();
        assertThat(resources.at("/edge/server_cpu_ms").isNull()).isTrue();
        assertThat(resources.at("/edge-http/server_cpu_ms").isNumber()).isTrue();
        assertThat(resources.at("/remote-body/server_memory_mib").asDouble()).isPositive();
        assertThat(resources.at("/remote-body/bytes_out").asDouble()).isGreaterThan(10_000);
        assertThat(resources.at("/remote-path/bytes_out").asDouble()).isGreaterThan(1_000);
        assertThat(result.at("/checks/upload/warnings").isArray()).isTrue();
        assertThat(run.out()).contains("What a request costs");
    }

    @Test
    void theTextFitsATerminalAndHoldsTheReportsFigures() {
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out()).contains("99.8", "62.1", "57.4", "75.8", "121.1", "220.9");
    }

    @Test
    void thePageDrawsItsChartsInABrowserWithoutComplaints() {
        try (Browser browser = Browser.start();
                Browser.Visit visit =
                        browser.visit(folder.resolve("out/index.html"), 1200, false)) {
            int charts = visit.page().locator(".chart").count();
            assertThat(charts).isEqualTo(9);
            for (int i = 0; i < charts; i++) {
                assertThat(visit.page().locator(".chart").nth(i).locator("svg path[d]").count())
                        .isGreaterThan(10);
            }
            assertThat(visit.page().locator("svg.diagram").count()).isEqualTo(1);
            assertThat(visit.page().locator(".lead").innerText().replaceAll("[\\h]", " "))
                    .isEqualTo(result.at("/verdict/sentence").asString());
            assertThat(visit.complaints()).isEmpty();
            assertThat(visit.requests()).isEmpty();
        }
    }

    @Test
    void aSignalLeavesWhatWasMeasuredMarkedPartial(@TempDir Path own) throws Exception {
        Process process =
                new ProcessBuilder(
                                Command.line(
                                        "compare",
                                        "--link=loopback",
                                        "--requests=5000",
                                        "--out=" + own.resolve("out")))
                        .redirectErrorStream(true)
                        .redirectOutput(own.resolve("said").toFile())
                        .start();
        try {
            Path lines = own.resolve("out/samples.jsonl");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (System.nanoTime() < end
                    && process.isAlive()
                    && !(Files.exists(lines) && Files.readString(lines).contains("MEASURED"))) {
                Thread.sleep(100);
            }
            List<ProcessHandle> children = process.children().toList();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            JsonNode partial = JsonMapper.shared().readTree(own.resolve("out/result.json"));
            assertThat(partial.path("partial").asBoolean()).isTrue();
            assertThat(own.resolve("out/index.html")).isRegularFile();
            assertThat(SampleReader.readWholeLines(lines).samples()).isNotEmpty();
            assertThat(Files.readString(own.resolve("said")))
                    .contains("Partial: it was interrupted");
            assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"http, HTTP PUT", "archive, an archive over HTTP"})
    void clipsGetThereInOtherWaysAsWell(String way, String words, @TempDir Path own)
            throws IOException {
        Command.Result other =
                Command.runIn(
                        own,
                        "compare",
                        "--link=loopback",
                        "--requests=10",
                        "--upload=" + way,
                        "--out=out");
        assertThat(other.err()).isEmpty();
        assertThat(other.exitCode()).isZero();
        assertThat(other.out().replaceAll("\\s+", " ")).contains(words);
        assertThat(SampleReader.readWholeLines(own.resolve("out/samples.jsonl")).samples())
                .filteredOn(sample -> sample.place().startsWith("upload"))
                .isNotEmpty()
                .allMatch(sample -> sample.outcome().nanos() > 0);
    }

    @Test
    void badInputIsNamedInALine(@TempDir Path own) throws IOException {
        Path file = Files.writeString(own.resolve("file"), "x");
        Path empty = Files.createDirectory(own.resolve("empty"));
        fails(1, empty + ": no .wav file in this folder", empty.toString(), "--out=" + own);
        fails(1, file + ": is a file", "--out=" + file);
        fails(1, "nobody answers there", "--remote=http://127.0.0.1:1", "--out=" + own);
        fails(2, "--link and --remote", "--link=lte", "--remote=http://127.0.0.1:1");
        fails(2, "--requests: at least 10", "--requests=9");
        fails(2, "--link: no link profile 'nope': known are report, wifi", "--link=lte,nope");
        fails(2, "--link: lte is given twice", "--link=lte,dsl", "--link=lte");
        fails(2, "--model: m.onnx is given twice", "--model=m.onnx", "--model=m.onnx");
        String server = "--remote=http://127.0.0.1:1";
        fails(2, "--upload scp needs --scp: where to", server, "--upload=scp");
        fails(
                2,
                "--scp: where to by SCP, with --upload archive?",
                server,
                "--scp=me@there",
                "--upload=archive");
        fails(
                2,
                "--remote: 127.0.0.1:1 is given twice",
                "--remote=http://127.0.0.1:1",
                "--remote=http://127.0.0.1:1/");
        fails(
                2,
                "--scp: where to, with 2 remote servers?",
                "--remote=http://127.0.0.1:1",
                "--remote=http://127.0.0.1:2",
                "--scp=me@there");
    }

    private static void fails(int code, String why, String... arguments) throws IOException {
        String[] line = new String[arguments.length + 1];
        line[0] = "compare";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Command.Result failed = Command.runIn(folder, line);
        assertThat(failed.err()).startsWith("edgewise compare: ").contains(why);
        assertThat(failed.err().lines()).hasSize(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.exitCode()).isEqualTo(code);
    }
}
