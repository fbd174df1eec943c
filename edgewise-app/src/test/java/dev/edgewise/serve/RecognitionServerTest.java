package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.guard.GuardSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecognitionServerTest {

    private static final int MAX_BODY = 100_000;
    private static final int QUEUE = 2;
    private static final int CONNECTIONS = 8;
    private static final String WAV = "Content-Type: audio/wav\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String TOKEN = "[a-z]+;dur=\\d+\\.\\d{3,}";

    @TempDir Path temp;
    private final FakeModel model = new FakeModel();
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
    private RecognitionServer server;

    @BeforeEach
    void startServer() throws IOException {
        Path root = Files.createDirectory(temp.resolve("uploads"));
        server =
                TestServers.start(
                        TestServers.settings(MAX_BODY, QUEUE, CONNECTIONS, 1),
                        List.of(model),
                        Optional.of(UploadFolder.open(root, MAX_BODY)),
                        complaints::add);
    }

    @AfterEach
    void stopServer() {
        model.mayEnd.release(1000);
        server.close();
    }

    private Wire wire() throws IOException {
        return new Wire(server.port());
    }

    private static byte[] wav(float first) {
        return WavFile.encode(Clip.of(new float[] {first, 0, 0, 0}, 16_000));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static List<String> phases(Wire.Answer answer) {
        String timing = answer.header("server-timing");
        assertThat(timing).matches(TOKEN + "(, " + TOKEN + ")*");
        return Arrays.stream(timing.split(", "))
                .map(phase -> phase.substring(0, phase.indexOf(';')))
                .toList();
    }

    private static double millis(Wire.Answer answer, String phase) {
        return Arrays.stream(answer.header("server-timing").split(", "))
                .filter(entry -> entry.startsWith(phase + ";"))
                .mapToDouble(entry -> Double.parseDouble(entry.substring(entry.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theWordInABodyComesBackWithItsPhases() throws IOException {
        try (Wire wire = wire()) {
            for (int i = 0; i < 3; i++) {
                Wire.Answer answer = wire.ask("POST", "/v1/recognize", WAV, wav(0.75f));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("content-type")).isEqualTo("application/json");
                assertThat(answer.body())
                        .isEqualTo(
                                "{\"word\":\"yes\",\"confidence\":0.75,\"scores\":{\"yes\":0.75,"
                                        + "\"no\":0.25},\"model\":\"fake\",\"version\":\"7\"}");
                assertThat(phases(answer))
                        .containsExactly("read", "queue", "decode", "predict", "encode", "total");
            }
        }
    }

    @Test
    void thePhasesAddUpToNoMoreThanTheTotal() throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer = wire.ask("POST", "/v1/recognize", WAV, wav(0.75f));
            double parts = 0;
            for (String phase : List.of("read", "queue", "decode", "predict", "encode")) {
                parts += millis(answer, phase);
            }
            assertThat(parts).isPositive().isLessThanOrEqualTo(millis(answer, "total"));
        }
    }

    @Test
    void aBodyMayCarryNoTypeAndNoLength() throws IOException {
        byte[] wav = wav(0.25f);
        try (Wire wire = wire()) {
            assertThat(wire.ask("POST", "/v1/recognize", "", wav).body()).contains("\"no\"");
            wire.send("POST /v1/recognize HTTP/1.1", "Transfer-Encoding: chunked\r\n");
            for (byte b : wav) {
                wire.raw("1\r\n" + (char) (b & 0xff) + "\r\n");
            }
            wire.raw("0\r\n\r\n");
            assertThat(wire.answer(false).body()).contains("\"no\"");
        }
    }

    @Test
    void whatCurlSaysOfABodyByItselfSaysNothing() throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v1/recognize",
                            "Content-Type: application/x-www-form-urlencoded\r\n",
                            GuardedServer.wav());
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "audio/wav        | ``                | 400 | request body: ",
                "audio/wav        | no audio at all   | 400 | request body: ",
                "text/plain       | x                 | 415 | content type text/plain: expected",
                "application/json | {                 | 400 | request body: not JSON",
                "application/json | []                | 400 | request body: needs {\\\"path\\\"",
                "application/json | {\"path\": 1}     | 400 | request body: needs",
                "application/json | {\"path\": \"a\"} x | 400 | request body: not JSON",
                "application/json | {\"path\": \"a\"} {} | 400 | request body: goes on after the obj",
                "application/json | {\"path\": \"a\", \"path\": \"b\"} | 400 | request body: not JSON: Dup",
            })
    void aBadBodyIsAnsweredWithItsReason(String type, String body, int status, String reason)
            throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask("POST", "/v1/recognize", "Content-Type: " + type + "\r\n", utf8(body));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body())
                    .contains("\"status\":" + status, "\"title\":", "\"detail\":\"" + reason);
            assertThat(phases(answer)).endsWith("total");
            assertThat(wire.ask("POST", "/v1/recognize", WAV, wav(0.75f)).status())
                    .as("the connection goes on")
                    .isEqualTo(200);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItComes() throws IOException {
        try (Wire wire = wire()) {
            wire.send("POST /v1/recognize HTTP/1.1", WAV + "Content-Length: 100001\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("request body: larger than 100000 bytes");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void aBodyWithoutLengthIsReadNoFurtherThanTheLimit() throws IOException {
        try (Wire wire = wire()) {
            wire.send("PUT /v1/files/a.wav HTTP/1.1", "Transfer-Encoding: chunked\r\n");
            wire.raw("186A1\r\n" + "x".repeat(100_001) + "\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(wire.ended()).isTrue();
        }
        assertThat(temp.resolve("uploads")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/recognize,          405, POST",
        "PUT,    /v1/files,              405, 'GET, POST, HEAD'",
        "POST,   /v1/files/a.wav,        405, 'DELETE, GET, PUT, HEAD'",
        "DELETE, /v2,                    405, 'GET, HEAD'",
        "GET,    /v2/models/fake/infer,  405, POST",
        "GET,    /v1,                    404, ''",
        "GET,    /v2/nothing,            404, ''",
        "GET,    /v2/models/other,       404, ''",
        "GET,    /v2/models/other/ready, 404, ''",
    })
    void whatIsNotThereIsSaid(String method, String path, int status, String allow)
            throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer = wire.ask(method, path);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("allow")).isEqualTo(allow);
            assertThat(answer.body())
                    .startsWith(path.startsWith("/v2") ? "{\"error\":\"" : "{\"type\":\"about:");
            assertThat(phases(answer)).endsWith("total");
        }
    }

    @Test
    void theServerAndItsModelDescribeThemselves() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.ask("GET", "/v2/health/live").status()).isEqualTo(200);
            assertThat(wire.ask("GET", "/v2/health/ready").status()).isEqualTo(200);
            assertThat(wire.ask("GET", "/v2/models/fake/ready").status()).isEqualTo(200);
            String server =
                    "{\"name\":\"edgewise\",\"version\":\"1.2\",\"extensions\":["
                            + "\"binary_tensor_data\",\"classification\",\"model_configuration\","
                            + "\"model_repository\",\"statistics\"]}";
            assertThat(wire.ask("GET", "/v2").body()).isEqualTo(server);
            assertThat(wire.ask("GET", "/v2/").body()).isEqualTo(server);
            assertThat(wire.ask("GET", "/v2/models/f%61ke").body())
                    .isEqualTo(
                            "{\"name\":\"fake\",\"versions\":[\"7\"],\"platform\":"
                                    + "\"onnxruntime_onnx\",\"inputs\":[{\"name\":\"waveform\","
                                    + "\"datatype\":\"FP32\",\"shape\":[-1,4]}],\"outputs\":[{"
                                    + "\"name\":\"probabilities\",\"datatype\":\"FP32\","
                                    + "\"shape\":[-1,2]}]}");
        }
    }

    @Test
    void tensorsGoInAndComeOut() throws IOException {
        String request =
                """
                {"id": "r1", "inputs": [{"name": "waveform", "datatype": "FP32", "shape": [2, 4],
                 "data": [[0.25, 0, 0, 0], [0.5, 0, 0, 0]]}], "outputs": [{"name": "%s"}]}""";
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v2/models/fake/infer",
                            JSON,
                            utf8(request.formatted("probabilities")));
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"model_name\":\"fake\",\"model_version\":\"7\",\"id\":\"r1\","
                                    + "\"outputs\":[{\"name\":\"probabilities\",\"datatype\":"
                                    + "\"FP32\",\"shape\":[2,2],\"data\":[0.25,0.75,0.5,0.5]}]}");
            assertThat(phases(answer))
                    .containsExactly("read", "queue", "decode", "predict", "encode", "total");
            for (String wrong :
                    List.of(
                            request.formatted("logits"),
                            request.formatted("probabilities").replace("waveform", "audio"),
                            request.formatted("probabilities").replace("[2, 4]", "[8]"),
                            "{}",
                            "{")) {
                Wire.Answer refused = wire.ask("POST", "/v2/models/fake/infer", JSON, utf8(wrong));
                assertThat(refused.status()).as(wrong).isEqualTo(400);
                assertThat(refused.body()).startsWith("{\"error\":\"");
            }
        }
    }

    @Test
    void bytesGoToAndFroForTheProbe() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.ask("GET", "/v1/probe?bytes=100000").header("content-length"))
                    .isEqualTo("100000");
            assertThat(wire.ask("GET", "/v1/probe").header("content-length")).isEqualTo("0");
            assertThat(wire.ask("POST", "/v1/probe", "", new byte[300_000]).body())
                    .isEqualTo("{\"bytes\":300000}");
            assertThat(wire.ask("GET", "/v1/probe?bytes=67108865").status()).isEqualTo(400);
            assertThat(wire.ask("GET", "/v1/probe?bytes=x").status()).isEqualTo(400);
        }
    }

    @Test
    void aFailureOfTheServerIsTheServersToHear() throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer = wire.ask("POST", "/v1/recognize", WAV, wav(-0.5f));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("bug").contains("\"status\":500");
        }
        assertThat(complaints)
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("a bug in the model"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no request\r\n\r\n",
                "GET /v2 HTTP/1.1\r\nHost: a\r\nbroken header\r\n\r\n",
                "GET /v1/files/a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /v1/recognize HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST /v1/recognize HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST /v2/models/fake/infer HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"
            })
    void whatIsNotHttpIsAnsweredInTheSameForm(String bytes) throws IOException {
        try (Wire wire = wire()) {
            wire.raw(bytes);
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("not well-formed");
            assertThat(phases(answer)).endsWith("total");
        }
    }

    @Test
    void aFullQueueRefusesAtOnceAndServesTheRest() throws IOException {
        int warm = model.begun.get();
        model.mayEnd.drainPermits();
        List<Wire> wires = new ArrayList<>();
        try {
            // One that runs, two that wait.
            for (int i = 0; i < 1 + QUEUE; i++) {
                Wire wire = wire();
                wires.add(wire);
                byte[] wav = wav(0.75f);
                wire.send(
                        "POST /v1/recognize HTTP/1.1",
                        WAV + "Content-Length: " + wav.length + "\r\n");
                wire.raw(new String(wav, StandardCharsets.ISO_8859_1));
                if (i == 0) {
                    await(() -> model.begun.get() > warm);
                }
            }
            await(() -> server.waiting() == QUEUE);
            try (Wire late = wire()) {
                Wire.Answer answer = late.ask("POST", "/v1/recognize", WAV, wav(0.75f));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isEqualTo("1");
                assertThat(answer.body()).contains("the queue is full: 2 requests wait");
                // Its body isn't waited for.
                assertThat(phases(answer)).containsExactly("total");
                assertThat(late.ask("GET", "/v2/health/ready").status()).isEqualTo(200);
            }
            model.mayEnd.release(1000);
            for (Wire wire : wires) {
                assertThat(wire.answer(false).status()).isEqualTo(200);
            }
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void aConnectionPastTheLimitIsToldSo() throws IOException {
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                wires.add(wire());
                assertThat(wires.get(i).ask("GET", "/v2/health/live").status()).isEqualTo(200);
            }
            try (Wire past = wire()) {
                Wire.Answer answer = past.ask("GET", "/v1/files");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isEqualTo("1");
                assertThat(answer.body()).contains("too many connections: 8 are open");
                assertThat(phases(answer)).containsExactly("total");
            }
            wires.removeLast().close();
            await(() -> isServed());
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    private boolean isServed() {
        try (Wire wire = wire()) {
            return wire.ask("GET", "/v2/health/live").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aStopFinishesWhatWasAcceptedAndTakesNoMore() throws Exception {
        int warm = model.begun.get();
        model.mayEnd.drainPermits();
        byte[] wav = wav(0.75f);
        try (Wire idle = wire();
                Wire running = wire()) {
            assertThat(idle.ask("GET", "/v2/health/live").status()).isEqualTo(200);
            running.send(
                    "POST /v1/recognize HTTP/1.1", WAV + "Content-Length: " + wav.length + "\r\n");
            running.raw(new String(wav, StandardCharsets.ISO_8859_1));
            await(() -> model.begun.get() > warm);
            Thread stop = Thread.ofPlatform().start(server::close);
            assertThat(idle.ended()).isTrue();
            // The listening socket is gone once the thread that accepts has woken, a moment later.
            await(() -> !isServed());
            assertThatIOException().isThrownBy(this::wire);
            assertThat(model.closed).isFalse();
            await(() -> !complaints.isEmpty());
            model.mayEnd.release(1000);
            Wire.Answer answer = running.answer(false);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isEqualTo("close");
            stop.join();
            assertThat(model.closed).isTrue();
        }
        assertThat(complaints)
                .singleElement()
                .satisfies(
                        notice ->
                                assertThat(notice)
                                        .hasMessage(
                                                "stopping; requests that may still end within"
                                                        + " --grace: 1"));
    }

    @Test
    void aClientThatGoesAwayIsNobodysFault() throws IOException {
        try (Wire wire = wire()) {
            wire.send("POST /v1/recognize HTTP/1.1", WAV + "Content-Length: 52\r\n");
            wire.raw("half");
        }
        assertThat(isServed()).isTrue();
        assertThat(complaints).isEmpty();
    }

    @Test
    void severalRequestsMayBeSentAtOnce() throws IOException {
        try (Wire wire = wire()) {
            wire.send("GET /v2 HTTP/1.1", "");
            wire.send("GET /v2/health/live HTTP/1.1", "");
            assertThat(wire.answer(false).body()).contains("edgewise");
            assertThat(wire.answer(false).body()).contains("live");
        }
    }

    @Test
    void theLastRequestOfAConnectionClosesIt() throws IOException {
        try (Wire wire = wire()) {
            wire.send("GET /v2 HTTP/1.1", "Connection: close\r\n");
            assertThat(wire.answer(false).header("connection")).isEqualTo("close");
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void aRequestWhoseClientIsGoneLeavesTheQueueAndIsNotWorkedOn() throws Exception {
        model.mayEnd.drainPermits();
        try (Wire first = wire()) {
            ask(first);
            await(() -> model.begun.get() == 1);
            try (Wire second = wire()) {
                ask(second);
                await(() -> server.waiting() == 1);
            }
            await(() -> server.waiting() == 0);
            model.mayEnd.release(10);
            assertThat(first.answer(false).status()).isEqualTo(200);
            assertThat(model.begun).hasValue(1);
            assertThat(first.ask("POST", "/v1/recognize", WAV, wav(0.75f)).status()).isEqualTo(200);
        }
    }

    @Test
    void aNextRequestThatIsSentEarlyIsKept() throws Exception {
        model.mayEnd.drainPermits();
        try (Wire first = wire();
                Wire second = wire()) {
            ask(first);
            await(() -> model.begun.get() == 1);
            ask(second);
            await(() -> server.waiting() == 1);
            ask(second);
            // Longer than until the queue looks for the client for the first times.
            LockSupport.parkNanos(300_000_000);
            assertThat(server.waiting()).isEqualTo(1);
            model.mayEnd.release(10);
            assertThat(first.answer(false).status()).isEqualTo(200);
            assertThat(second.answer(false).status()).isEqualTo(200);
            assertThat(second.answer(false).status()).isEqualTo(200);
        }
    }

    private static void ask(Wire wire) throws IOException {
        byte[] body = wav(0.75f);
        wire.send("POST /v1/recognize HTTP/1.1", WAV + "Content-Length: " + body.length + "\r\n");
        wire.raw(new String(body, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            ServerSettings settings =
                    new ServerSettings(
                            "127.0.0.1",
                            taken.getLocalPort(),
                            1,
                            1,
                            LoadSettings.of(1, 1),
                            GuardSettings.USUAL);
            assertThatIOException()
                    .isThrownBy(
                            () ->
                                    TestServers.start(
                                            settings,
                                            List.of(model),
                                            Optional.empty(),
                                            complaints::add))
                    .withMessageStartingWith(
                            "127.0.0.1:" + taken.getLocalPort() + ": can't listen");
            assertThat(model.closed).as("what it was given").isTrue();
            // Of the server that every test has.
            await(() -> threads("edgewise-watch") == 1 && threads("streams") == 1);
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }
}
