package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.Accessibility;
import dev.edgewise.Browser;
import dev.edgewise.Command;
import dev.edgewise.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Loads, as processes, of our server and of servers that lie, hang and freeze.
@Timeout(300)
class LoadCommandTest {

    @TempDir static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void serve() throws IOException {
        server = new ServerProcess(folder, Map.of(), "--model=tutorial-cnn");
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @Test
    void aBareAddressMeansOurServerWithTheDemoClips() throws IOException {
        Command.Result run =
                load(
                        server.url().toString(),
                        "--rate=50",
                        "--duration=3s",
                        "--timeout=60s",
                        "--json=ours.json",
                        "--html=ours.html",
                        "--hdr=ours.hdr",
                        "--samples=ours.jsonl");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.out())
                .contains("/v1/recognize (tutorial-cnn 1); inputs: 32 demo clips.")
                .contains("Asked for 50 requests a second");
        JsonNode json = JsonMapper.shared().readTree(folder.resolve("ours.json"));
        long sent = json.path("sent").asLong();
        // A Poisson schedule of 150 on average, always the same for a seed.
        assertThat(sent + json.path("dropped").asLong()).isBetween(110L, 190L);
        assertThat(
                        json.path("answered").asLong()
                                + json.path("refused").asLong()
                                + json.path("failed").asLong())
                .isEqualTo(sent);
        assertThat(json.path("answered").asLong()).isPositive();
        assertThat(json.path("rate_asked").asDouble()).isEqualTo(50);
        assertThat(json.at("/latency/p50_ms").asDouble())
                .isGreaterThanOrEqualTo(json.at("/phases/predict/p50_ms").asDouble());
        assertThat(json.path("phases_from").asString()).isEqualTo("Server-Timing");
        assertThat(json.at("/latency/p999_ms").isNull()).isTrue();
        assertThat(json.at("/latency/missing/p999_ms").asString())
                .startsWith("p99.9 needs 6,636 requests");
        assertThat(json.at("/context/seed").asString()).isEqualTo("1");
        assertThat(Files.readString(folder.resolve("ours.html")))
                .contains("<title>How it bears load")
                .contains("Second by second");
        assertThat(logged(folder.resolve("ours.hdr"), "latency"))
                .isEqualTo(json.at("/latency/n").asLong());
        assertThat(logged(folder.resolve("ours.hdr"), "service"))
                .isEqualTo(json.path("answered").asLong());
        samplesGiveTheFigures(folder.resolve("ours.jsonl"), json);
    }

    private static void samplesGiveTheFigures(Path samples, JsonNode json) throws IOException {
        List<JsonNode> lines =
                Files.readAllLines(samples).stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(json.at("/latency/n").asInt());
        assertThat(lines)
                .allMatch(line -> line.path("version").asInt() == 1)
                .allMatch(line -> line.path("load").asInt() == 0)
                .allMatch(line -> line.path("bytes_out").asLong() > 16_000)
                .allMatch(line -> line.path("phase_nanos").has("predict"));
        assertThat(lines.stream().map(line -> line.path("item").asString()).distinct()).hasSize(32);
        double mean =
                lines.stream()
                        .mapToLong(
                                line ->
                                        line.path("sent_nanos").asLong()
                                                - line.path("intended_nanos").asLong()
                                                + line.path("nanos").asLong())
                        .average()
                        .orElseThrow();
        assertThat(mean / 1e6)
                .isCloseTo(json.at("/latency/mean_ms").asDouble(), Percentage.withPercentage(0.2));
    }

    @Test
    void thePageIsDrawnInABrowserWithoutComplaints() throws IOException {
        load(server.url().toString(), "--ramp=20..60", "--duration=4s", "--html=ramp.html");

        try (Browser browser = Browser.start();
                Browser.Visit visit = browser.visit(folder.resolve("ramp.html"), 1200, false)) {
            // The distribution, in two ways, latencies and rates over time, and the phases.
            assertThat(visit.page().locator(".chart").count()).isEqualTo(5);
            assertThat(visit.page().locator(".lead").innerText()).startsWith("Asked for");
            assertThat(visit.complaints()).isEmpty();
            assertThat(visit.requests()).isEmpty();
        }
        Accessibility.check(folder.resolve("ramp.html"));
    }

    private static long logged(Path log, String tag) throws IOException {
        long count = 0;
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                if (tag.equals(next.getTag())) {
                    count += ((Histogram) next).getTotalCount();
                }
            }
        }
        return count;
    }

    @Test
    void aModelIsAskedWithBinaryTensorsOrJsonAndRandomValues() throws IOException {
        JsonNode binary =
                json(
                        server.url() + "/v2/models/tutorial-cnn",
                        "--input=random",
                        "--shape=waveform=2,16000",
                        "--rate=20",
                        "--duration=1s",
                        "--arrivals=constant");
        JsonNode text =
                json(
                        server.url().toString(),
                        "--model=tutorial-cnn",
                        "--no-binary",
                        "--single",
                        "--duration=1s");

        assertThat(binary.path("inputs").asString()).isEqualTo("16 drawn, binary tensors");
        assertThat(binary.path("sent").asLong()).isEqualTo(20);
        assertThat(binary.path("wrong").asLong()).isZero();
        assertThat(text.path("inputs").asString()).endsWith("JSON tensors");
        assertThat(text.path("loop").asString()).isEqualTo("closed loop, single stream");
        assertThat(text.path("answered").asLong()).isPositive();
        assertThat(text.path("wrong").asLong()).isZero();
        assertThat(text.path("rate_asked").isNull()).isTrue();
    }

    @Test
    void filesOfNumpyAndClipsGoIntoAModel() throws IOException {
        Files.write(folder.resolve("zeros.npy"), npy("<f4", "(1, 16000)", 64_000));
        JsonNode array =
                json(server.url() + "/v2", "--input", "zeros.npy", "--rate=10", "--duration=1s");

        assertThat(array.path("inputs").asString()).isEqualTo("1 from files, binary tensors");
        assertThat(array.path("wrong").asLong()).isZero();

        Files.write(folder.resolve("doubles.npy"), npy("<f8", "(1, 16000)", 128_000));
        Files.write(folder.resolve("short.npy"), npy("<f4", "(1, 16000)", 100));
        assertThat(failure(server.url() + "/v2", "--input", "doubles.npy"))
                .endsWith("input 'waveform' is FP32, doubles.npy is FP64");
        assertThat(failure(server.url() + "/v2", "--input", "short.npy"))
                .endsWith("shape [1, 16000] of FP32 takes 64000 bytes, got 100");
        assertThat(failure(server.url() + "/v2", "--input", "none.npy"))
                .endsWith("none.npy: no such file");
    }

    private static byte[] npy(String type, String shape, int bytes) {
        String head =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
        byte[] file = new byte[10 + head.length() + bytes];
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length(), 0};
        System.arraycopy(start, 0, file, 0, start.length);
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, file, 10, head.length());
        return file;
    }

    @Test
    void everyKindOfLieIsCountedUnderItsNameAndTheFirstIsShown() throws IOException {
        AtomicLong number = new AtomicLong();
        try (OddServer liar =
                new OddServer(
                        (id, out) -> {
                            switch ((int) (number.getAndIncrement() % 8)) {
                                case 0 -> out.write(OddServer.http(OddServer.right(id)));
                                case 1 -> out.write(OddServer.http(OddServer.right("another")));
                                case 2 ->
                                        out.write(
                                                OddServer.http(
                                                        OddServer.answer(
                                                                "m", id, "FP32", "[3]",
                                                                "[1,2,3]")));
                                case 3 ->
                                        out.write(
                                                OddServer.http(
                                                        OddServer.answer(
                                                                "m", id, "INT32", "[1,3]",
                                                                "[1,2,3]")));
                                case 4 ->
                                        out.write(
                                                OddServer.http(
                                                        OddServer.answer(
                                                                "n", id, "FP32", "[1,3]",
                                                                "[1,2,3]")));
                                case 5 ->
                                        out.write(
                                                OddServer.http("503 Busy", "{\"error\":\"full\"}"));
                                case 6 -> out.write(OddServer.http("{\"model_name\":\"m\"}"));
                                default -> {
                                    out.write(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
                                                    .getBytes(StandardCharsets.ISO_8859_1));
                                    throw new IOException("half an answer");
                                }
                            }
                        })) {
            JsonNode json = json(liar.url(), "--rate=40", "--duration=2s", "--timeout=30s");

            assertThat(json.path("sent").asLong())
                    .isEqualTo(
                            json.path("answered").asLong()
                                    + json.path("refused").asLong()
                                    + json.path("failed").asLong());
            assertThat(json.path("answered").asLong()).isPositive();
            assertThat(json.path("refused").asLong()).isPositive();
            assertThat(json.path("wrong").asLong()).isEqualTo(json.path("failed").asLong());
            assertThat(json.path("faults").findValuesAsString("kind"))
                    .contains(
                            "wrong id",
                            "wrong shape",
                            "wrong datatype",
                            "wrong model",
                            "missing output",
                            "half an answer",
                            "status 503");
            assertThat(json.path("faults").findValuesAsString("first"))
                    .anyMatch(first -> first.contains("got 'another'"))
                    .anyMatch(first -> first.contains("to be of shape [-1, 3]"))
                    .anyMatch(first -> first.endsWith("1 of 100 bytes of it came"));
            // What wasn't answered ranks as its timeout.
            assertThat(json.at("/latency/max_ms").asDouble()).isGreaterThan(29_000);
        }
    }

    @Test
    void anAnswerThatDripsEndsAtItsTimeout() throws IOException {
        try (OddServer slow =
                new OddServer(
                        (id, out) -> {
                            for (byte b : OddServer.http(OddServer.right(id))) {
                                out.write(b);
                                Thread.sleep(100);
                            }
                        })) {
            Command.Result run =
                    load(slow.url(), "--rate=5", "--duration=1s", "--timeout=500ms", "--json");

            // It is told whole, and it is no success.
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            "edgewise load: "
                                    + slow.url()
                                    + "/v2/models/m/infer: not one request was answered\n");
            assertThat(run.out()).doesNotContain("NaN");
            JsonNode json = JsonMapper.shared().readTree(run.out());
            assertThat(json.at("/latency/max_ms").asDouble()).isEqualTo(500);
            assertThat(json.path("answered").asLong()).isZero();
            assertThat(json.path("timed_out").asLong()).isEqualTo(json.path("sent").asLong());
            assertThat(json.at("/faults/0/kind").asString()).isEqualTo("no answer in time");
            assertThat(json.at("/faults/0/first").asString()).contains("no whole answer within 0.");
        }
    }

    @Test
    void whereAnswersDontTellOfTheirTimeTheStatisticsDo() throws IOException {
        AtomicLong number = new AtomicLong();
        try (OddServer silent =
                new OddServer(
                        (id, out) -> {
                            Thread.sleep(20);
                            number.incrementAndGet();
                            out.write(OddServer.http(OddServer.right(id)));
                        },
                        () -> statistics(number.get()))) {
            JsonNode json = json(silent.url(), "--rate=30", "--duration=2s");

            assertThat(json.path("phases_from").asString()).isEqualTo("the server's statistics");
            assertThat(json.at("/phases/queue/mean_ms").asDouble()).isEqualTo(2);
            assertThat(json.at("/phases/compute_input/mean_ms").asDouble()).isEqualTo(1);
            assertThat(json.at("/phases/compute_infer/mean_ms").asDouble()).isEqualTo(9);
            assertThat(json.at("/phases/compute_output/mean_ms").asDouble()).isEqualTo(1);
            // It says that a request takes 15 ms: 2 of them it doesn't explain.
            assertThat(json.at("/phases/unaccounted/mean_ms").asDouble()).isEqualTo(2);
            assertThat(json.at("/phases/link_and_client/mean_ms").asDouble())
                    .isCloseTo(json.at("/service/mean_ms").asDouble() - 15, within(0.001));
        }
    }

    @Test
    void aServerThatClaimsMoreTimeThanPassedIsNotBelieved() throws IOException {
        try (OddServer liar =
                new OddServer(
                        (id, out) ->
                                out.write(
                                        new String(
                                                        OddServer.http(OddServer.right(id)),
                                                        StandardCharsets.US_ASCII)
                                                .replaceFirst(
                                                        "\r\n",
                                                        "\r\nServer-Timing: predict;dur=2,"
                                                                + " total;dur=9999\r\n")
                                                .getBytes(StandardCharsets.US_ASCII)))) {
            Command.Result run = load(liar.url(), "--rate=20", "--duration=1s");

            assertThat(run.out().replaceAll("\\s+", " "))
                    .containsPattern(
                            "The server's phases can't be believed: by Server-Timing, a request is"
                                    + " with it for 99\\d\\d ms, but was answered after [\\d.]+ ms");
        }
    }

    private static String statistics(long requests) {
        StringBuilder steps = new StringBuilder();
        Map.of(
                        "success", 15,
                        "fail", 0,
                        "queue", 2,
                        "compute_input", 1,
                        "compute_infer", 9,
                        "compute_output", 1)
                .forEach(
                        (step, millis) ->
                                steps.append(steps.isEmpty() ? "" : ",")
                                        .append(
                                                "\"%s\":{\"count\":%d,\"ns\":%d}"
                                                        .formatted(
                                                                step,
                                                                millis == 0 ? 0 : requests,
                                                                millis * 1_000_000L * requests)));
        return ("{\"model_stats\":[{\"name\":\"m\",\"version\":\"1\",\"last_inference\":0,"
                        + "\"inference_count\":%d,\"execution_count\":%d,"
                        + "\"inference_stats\":{%s},\"batch_stats\":[]}]}")
                .formatted(requests, requests, steps);
    }

    @Test
    void aFreezeOfASecondShowsInTheTail() throws IOException {
        AtomicLong frozenUntil = new AtomicLong();
        AtomicLong number = new AtomicLong();
        try (OddServer freezing =
                new OddServer(
                        (id, out) -> {
                            // Long after the warm-up, in the load.
                            if (number.incrementAndGet() == 8_000) {
                                frozenUntil.set(System.nanoTime() + 1_000_000_000);
                            }
                            long left = frozenUntil.get() - System.nanoTime();
                            if (frozenUntil.get() != 0 && left > 0) {
                                Thread.sleep(left / 1_000_000 + 1);
                            }
                            out.write(OddServer.http(OddServer.right(id)));
                        })) {
            JsonNode json =
                    json(
                            freezing.url(),
                            "--rate=700",
                            "--arrivals=constant",
                            "--duration=14s",
                            "--timeout=60s");

            assertThat(json.path("sent").asLong()).isEqualTo(9_800);
            assertThat(json.at("/latency/p999_ms").asDouble()).isGreaterThan(900);
        }
    }

    @Test
    void theCapacityUnderABoundIsFound() throws IOException {
        try (OddServer ten =
                new OddServer(
                        (id, out) -> {
                            synchronized (folder) {
                                Thread.sleep(10);
                            }
                            out.write(OddServer.http(OddServer.right(id)));
                        })) {
            JsonNode json =
                    json(
                            ten.url(),
                            "--slo=p95=400ms",
                            "--duration=1s",
                            "--connections=16",
                            "--html=capacity.html");

            // One at a time, 10 ms each: about 100 a second can be answered.
            assertThat(json.at("/capacity/per_second").asDouble()).isBetween(2.0, 200.0);
            assertThat(json.at("/capacity/trials").size()).isGreaterThan(1);
            assertThat(json.at("/capacity/objective").asString()).isEqualTo("p95 <= 400 ms");
            // What was asked for is what is shown.
            assertThat(json.at("/latency/p95_ms").isNumber()).isTrue();
            assertThat(json.at("/capacity/trials/0/latency/p95_ms").isNumber()).isTrue();
            assertThat(json.at("/capacity/trials").findValuesAsString("finding")).contains("holds");
            assertThat(json.path("sentence").asString()).contains(" ms, 95 % within ");
            String page = Files.readString(folder.resolve("capacity.html"));
            String trials = page.substring(page.indexOf("Rates that were tried"));
            assertThat(trials.substring(0, trials.indexOf("</thead>"))).contains("p95");
        }
    }

    @Test
    void aServerThatIsTooSlowForTrialsIsToldApartFromASingleStream() throws IOException {
        try (OddServer slow =
                new OddServer(
                        (id, out) -> {
                            synchronized (folder) {
                                Thread.sleep(400);
                            }
                            out.write(OddServer.http(OddServer.right(id)));
                        })) {
            JsonNode json = json(slow.url(), "--slo=p99=2s", "--connections=2");

            assertThat(json.path("sentence").asString())
                    .startsWith(
                            "No rate was tried: at half of what a closed loop gets, the"
                                    + " percentile's requests take longer than 5 minutes;"
                                    + " --duration makes trials longer. In a closed loop of 2"
                                    + " connections, ");
            assertThat(json.at("/capacity/per_second").isNull()).isTrue();
            assertThat(json.at("/capacity/ended").asString()).isEqualTo("too_slow");
        }
    }

    @Test
    void whatChanceDrewIsNotTakenForTheLoadsFailure() throws IOException {
        try (OddServer server =
                new OddServer(
                        (id, out) -> {
                            Thread.sleep(30);
                            out.write(OddServer.http(OddServer.right(id)));
                        })) {
            // This seed draws 37 requests where 50 are expected, some of them close together.
            JsonNode lucky =
                    json(
                            server.url(),
                            "--rate=10",
                            "--duration=5s",
                            "--connections=1",
                            "--timeout=60s",
                            "--seed=2764");
            JsonNode behind =
                    json(
                            server.url(),
                            "--rate=60",
                            "--arrivals=constant",
                            "--duration=2s",
                            "--connections=1",
                            "--timeout=60s");

            assertThat(lucky.path("sent").asLong()).isEqualTo(37);
            assertThat(lucky.path("late").asLong()).isPositive();
            assertThat(lucky.path("rate_scheduled").asDouble()).isCloseTo(7.4, within(0.01));
            assertThat(lucky.path("warnings").toString()).doesNotContain("could be sent");
            assertThat(behind.path("warnings").toString())
                    .contains("60 requests a second were scheduled, ");
        }
    }

    @Test
    void whatWaitsWhenCtrlCComesIsNoTimeout() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        AtomicLong slowOnes = new AtomicLong();
        try (OddServer server =
                new OddServer(
                        (id, out) -> {
                            if (slow.get()) {
                                slowOnes.incrementAndGet();
                                Thread.sleep(1_000);
                            }
                            out.write(OddServer.http(OddServer.right(id)));
                        })) {
            Path samples = folder.resolve("waiting.jsonl");
            Process process =
                    new ProcessBuilder(
                                    Command.line(
                                            "load",
                                            server.url(),
                                            "--rate=50",
                                            "--connections=1",
                                            "--timeout=1m",
                                            "--duration=10m",
                                            "--samples=waiting.jsonl",
                                            "--json"))
                            .directory(folder.toFile())
                            .redirectError(folder.resolve("waiting.err").toFile())
                            .start();
            try {
                for (int i = 0; i < 1_200 && slowOnes.get() < 3; i++) {
                    slow.set(Files.exists(samples));
                    Thread.sleep(100);
                }
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
                String out =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

                JsonNode json = JsonMapper.shared().readTree(out);
                assertThat(json.path("unsent").asLong()).isPositive();
                assertThat(json.path("dropped").asLong()).isZero();
                assertThat(json.path("answered").asLong()).isEqualTo(json.path("sent").asLong());
                assertThat(json.at("/latency/n").asLong()).isEqualTo(json.path("sent").asLong());
                assertThat(json.path("warnings").toString())
                        .contains("that waited for a connection were not sent");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void whatWasMeasuredBeforeCtrlCIsKept() throws Exception {
        Process process =
                new ProcessBuilder(
                                Command.line(
                                        "load",
                                        server.url().toString(),
                                        "--rate=50",
                                        "--duration=10m",
                                        "--hdr=stopped.hdr",
                                        "--json"))
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("stopped.err").toFile())
                        .start();
        try {
            Path log = folder.resolve("stopped.hdr");
            for (int i = 0; i < 1_200 && !(Files.exists(log) && logged(log, "latency") > 20); i++) {
                Thread.sleep(100);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).isEqualTo(Main.INTERRUPTED);
            JsonNode json = JsonMapper.shared().readTree(out);
            assertThat(json.path("partial").asBoolean()).isTrue();
            assertThat(json.path("answered").asLong()).isPositive();
            assertThat(json.path("sentence").asString()).startsWith("Asked for 50");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aFullDiskTakesNothingFromWhatWasMeasured() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
        Command.Result run =
                load(
                        server.url().toString(),
                        "--rate=20",
                        "--duration=1s",
                        "--json=/dev/full",
                        "--hdr=/dev/full",
                        "--samples=/dev/full",
                        "--html=kept.html");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Asked for 20 requests a second");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains("/dev/full: writing failed (No space left on device)")
                .contains("/dev/full: can't be written: No space left on device");
        assertThat(folder.resolve("kept.html")).exists();
    }

    @Test
    void whatCantBeLoadedIsNamedInOneLine() throws IOException {
        assertThat(failure("http://127.0.0.1:9"))
                .isEqualTo(
                        "edgewise load: http://127.0.0.1:9: nobody answers there; is the server running?");
        assertThat(failure(server.url() + "/v2/models/none"))
                .isEqualTo(
                        "edgewise load: "
                                + server.url()
                                + ": has no model none; it has tutorial-cnn");
        assertThat(failure(server.url() + "/v2/models/tutorial-cnn/versions/99"))
                .isEqualTo(
                        "edgewise load: "
                                + server.url()
                                + ": has tutorial-cnn, but not version 99");
        assertThat(failure(server.url() + "/v2", "--input=random", "--shape=waveform=1,2,3"))
                .endsWith(": input 'waveform' takes shape [-1, 16000], --shape has [1, 2, 3]");
        assertThat(failure(server.url() + "/v2", "--input=random", "--shape=x=1"))
                .endsWith(": no input 'x'; its inputs: waveform");
        assertThat(failure(server.url().toString(), "--input", "none.wav"))
                .endsWith("none.wav: no such file");
        assertThat(failure(server.url() + "/v1", "--input=random"))
                .endsWith("/v1: takes clips, random values are for /v2");
        assertThat(failure(server.url().toString(), "--json=none/file"))
                .endsWith("none/file: its folder doesn't exist");
    }

    @Test
    void wrongUseIsNamedInOneLine() throws IOException {
        assertThat(usage()).contains("Missing required parameter: 'URL'");
        assertThat(usage("ftp://a")).contains("'ftp://a' is no address of a server");
        assertThat(usage("http://a", "--rate=0")).contains("--rate: expected above 0 and at most");
        assertThat(usage("--input", "random", "http://a", "--rate=0")).contains("--rate: expected");
        assertThat(usage("--json", "http://a", "--rate=0")).contains("--rate: expected");
        assertThat(usage("http://a", "--rate=1", "--single"))
                .contains("--rate, --ramp, --single and --slo: one of them");
        assertThat(usage("http://a", "--ramp=5"))
                .contains("'5' is no range of rates above 0, such as 10..500");
        assertThat(usage("http://a", "--slo=p98=1ms"))
                .contains("'p98=1ms' is no bound on p50, p90, p95, p99 or p99.9, such as p99=20ms");
        assertThat(usage("http://a", "--duration=5")).contains("'5' is no time");
        assertThat(usage("http://a", "--duration=0s")).contains("--duration: must be above 0");
        assertThat(usage("http://a", "--connections=0"))
                .contains("--connections: must be at least 1");
        assertThat(usage("http://a", "--header=x"))
                .contains("--header: expected NAME:VALUE, got 'x'");
    }

    @Test
    void helpFitsEightyColumns() throws IOException {
        Command.Result help = Command.run("load", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out()).contains("--rate 200 --duration 12s");
    }

    private static Command.Result load(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = "load";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Command.runIn(folder, all);
    }

    private static JsonNode json(String url, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        all[0] = url;
        System.arraycopy(options, 0, all, 1, options.length);
        all[all.length - 1] = "--json=-";
        Command.Result run = load(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static String failure(String... arguments) throws IOException {
        return said(1, arguments);
    }

    private static String usage(String... arguments) throws IOException {
        return said(2, arguments);
    }

    private static String said(int code, String... arguments) throws IOException {
        Command.Result run = load(arguments);
        assertThat(run.err().lines()).as(run.out()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        return run.err().strip();
    }
}
