package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.detect.Detection;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.detect.WordDetector;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class StreamTest {

    /// A tenth of a second.
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1600, "", "", "", "");

    private static final StreamLimits LIMITS = StreamLimits.DEFAULT;

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeModel fake = new FakeModel(CARD);
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
    private RecognitionServer server;

    @BeforeEach
    void start() throws IOException {
        server = start(fake, LIMITS);
    }

    @AfterEach
    void stop() {
        fake.mayEnd.release(1_000_000);
        server.close();
        http.shutdownNow();
    }

    private RecognitionServer start(ServedModel model, StreamLimits limits) throws IOException {
        return RecognitionServer.start(
                TestServers.settings(100_000, 2, 64, 1),
                TestCatalog.of(List.of(model)),
                Optional.empty(),
                "1.2",
                Telemetry.start(TelemetrySettings.plain("1.2"), line -> {}),
                complaints::add,
                limits);
    }

    private void serveInstead(ServedModel model, StreamLimits limits) throws IOException {
        server.close();
        server = start(model, limits);
    }

    private StreamClient stream(String query) throws IOException {
        return new StreamClient(http, server.port(), query);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// A second of silence, the clip, and a second of silence.
    private static float[] said(String path) throws IOException {
        float[] word = WavFile.read(path, DemoClips.bytes(path)).samples();
        float[] all = new float[word.length + 32_000];
        System.arraycopy(word, 0, all, 16_000, word.length);
        return all;
    }

    private static byte[] pcm(float... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.clamp(Math.round(sample * 32_768), -32_768, 32_767));
        }
        return bytes.array();
    }

    /// A tenth of a second, in which the fake model hears "yes" as loud as `level`.
    private static byte[] level(float level) {
        float[] samples = new float[1600];
        Arrays.fill(samples, level);
        return pcm(samples);
    }

    private static List<String> heardHere(String model, float[] samples) throws IOException {
        List<String> messages = new ArrayList<>();
        try (OnnxModel opened = ModelStore.open(model, 1)) {
            WordDetector detector =
                    new WordDetector(
                            new LocalRecognizer(opened), opened.card(), DetectionSettings.DEFAULT);
            for (Detection detection : detector.next(samples)) {
                messages.add(message(detection));
            }
            for (Detection detection : detector.end()) {
                messages.add(message(detection));
            }
        }
        return messages;
    }

    private static String message(Detection detection) {
        return """
               {"type":"detection","word":"%s","start":%s,"end":%s,"probability":%s}\
               """
                .formatted(
                        detection.word(),
                        detection.from().toNanos() / 1e9,
                        detection.to().toNanos() / 1e9,
                        (float) detection.confidence());
    }

    @Test
    void theFirstMessageSaysWhatIsHeard() throws IOException {
        try (StreamClient client = stream("?rate=48000&hop=50&threshold=0.9&suppression=2000")) {
            assertThat(client.next())
                    .isEqualTo(
                            "{\"type\":\"ready\",\"model\":\"fake\",\"version\":\"7\","
                                    + "\"labels\":[\"yes\",\"no\"],\"rate\":48000,\"window\":0.1,"
                                    + "\"hop\":0.05,\"average\":0.5,\"threshold\":0.9,"
                                    + "\"suppression\":2.0}");
        }
    }

    @Test
    void fiftyStreamsAtOnceHearWhatTheDetectorHears() throws Exception {
        String model = ModelStore.DEFAULT;
        serveInstead(OnnxServedModel.load(model, ModelStore.bytes(model), 1), LIMITS);
        List<String> clips = List.of("yes/en-us-f.wav", "stop/en-gb-m.wav", "left/en-us-m.wav");
        List<float[]> audio = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (String clip : clips) {
            audio.add(said(clip));
            expected.add(heardHere(model, said(clip)));
        }
        assertThat(expected).anySatisfy(messages -> assertThat(messages).isNotEmpty());
        List<Callable<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            byte[] bytes = pcm(audio.get(i % clips.size()));
            int block = 640 + 2 * i;
            all.add(() -> heard(bytes, block));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> heard = threads.invokeAll(all);
            for (int i = 0; i < heard.size(); i++) {
                assertThat(heard.get(i).get()).isEqualTo(expected.get(i % clips.size()));
            }
        }
        await(() -> server.streams() == 0);
        assertThat(complaints).isEmpty();
    }

    private List<String> heard(byte[] bytes, int block) throws IOException {
        try (StreamClient client = stream("")) {
            assertThat(client.next()).contains("\"ready\"");
            for (int at = 0; at < bytes.length; at += block) {
                client.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + block)));
            }
            client.send("{\"end\": true}");
            assertThat(client.closed().code()).isEqualTo(1000);
            List<String> rest = client.rest();
            assertThat(rest.getLast()).startsWith("{\"type\":\"end\",\"length\":3.0,");
            return rest.subList(0, rest.size() - 1);
        }
    }

    @Test
    void samplesOfAnotherRateAreResampled() throws IOException {
        String model = ModelStore.DEFAULT;
        serveInstead(OnnxServedModel.load(model, ModelStore.bytes(model), 1), LIMITS);
        float[] faster = Clip.of(said("yes/en-us-f.wav"), 16_000).resampledTo(44_100).samples();
        try (StreamClient client = stream("?rate=44100")) {
            client.next();
            for (int at = 0; at < faster.length; at += 4410) {
                client.send(
                        pcm(Arrays.copyOfRange(faster, at, Math.min(faster.length, at + 4410))));
            }
            client.send("{\"end\":true}");
            assertThat(client.next()).contains("\"detection\"", "\"yes\"");
            assertThat(client.next()).contains("\"end\"", "\"length\":3.0");
        }
    }

    @Test
    void theProbabilitiesOfEachWindowAreToldIfAskedFor() throws IOException {
        try (StreamClient client = stream("?scores=true&average=100")) {
            client.next();
            client.send(level(0.5f));
            assertThat(client.next())
                    .isEqualTo(
                            "{\"type\":\"scores\",\"start\":0.0,\"end\":0.1,"
                                    + "\"scores\":{\"yes\":0.5,\"no\":0.5}}");
            client.send(level(0.75f));
            assertThat(client.next()).contains("\"start\":0.1,\"end\":0.2");
            assertThat(client.next())
                    .isEqualTo(
                            "{\"type\":\"detection\",\"word\":\"yes\",\"start\":0.1,\"end\":0.2,"
                                    + "\"probability\":0.75}");
        }
    }

    @Test
    void aMessageMayComeInPiecesThatCutASample() throws IOException {
        try (StreamClient client = stream("?scores=true")) {
            client.next();
            byte[] level = level(0.5f);
            client.send(Arrays.copyOfRange(level, 0, 101), false);
            client.send(Arrays.copyOfRange(level, 101, level.length), true);
            assertThat(client.next()).contains("\"yes\":0.5");
        }
    }

    @Test
    void aPingIsAnsweredWithItsOwnText() throws IOException {
        try (StreamClient client = stream("")) {
            assertThat(client.ping("are you there?")).isEqualTo("are you there?");
        }
    }

    @Test
    void halfASampleEndsTheStream() throws IOException {
        try (StreamClient client = stream("")) {
            client.send(new byte[3]);
            assertThat(client.closed())
                    .isEqualTo(
                            new StreamClient.Closed(1007, "a message ends within a 16-bit sample"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello",
                "{\"end\": false}",
                "{\"end\": true, \"more\": 1}",
                "{\"end\": true} x",
                "[]",
                "{\"end\": "
            })
    void textThatIsNotTheEndEndsTheStreamOtherwise(String text) throws IOException {
        try (StreamClient client = stream("")) {
            client.send(text);
            assertThat(client.closed())
                    .isEqualTo(
                            new StreamClient.Closed(
                                    1003, "expected samples, or the text {\"end\": true}"));
        }
    }

    @ParameterizedTest
    @CsvSource({"262146, a message is larger than 262144 bytes", "2000000, Payload too large"})
    void aMessageThatIsTooLargeEndsTheStream(int bytes, String reason) throws IOException {
        fake.mayEnd.release(1000);
        try (StreamClient client = stream("")) {
            try {
                client.send(new byte[bytes]);
            } catch (java.util.concurrent.CompletionException e) {
                // The server needn't read it all.
            }
            assertThat(client.closed()).isEqualTo(new StreamClient.Closed(1009, reason));
        }
        try (StreamClient client = stream("")) {
            client.send("x".repeat(2000));
            assertThat(client.closed())
                    .isEqualTo(
                            new StreamClient.Closed(1009, "a message is larger than 1024 bytes"));
        }
    }

    @Test
    void aStreamThatIsQuietOrTooLongIsEnded() throws IOException {
        serveInstead(fake, new StreamLimits(Duration.ofMillis(700), Duration.ofMillis(250)));
        try (StreamClient client = stream("")) {
            assertThat(client.closed())
                    .isEqualTo(new StreamClient.Closed(1008, "nothing came for 0.7 s"));
        }
        try (StreamClient client = stream("")) {
            for (int i = 0; i < 3; i++) {
                client.send(level(0));
            }
            assertThat(client.closed())
                    .isEqualTo(new StreamClient.Closed(1008, "longer than 0.25 s of audio"));
        }
    }

    @Test
    void aStreamsFailureIsToldToTheOperatorAndNotToTheClient() throws IOException {
        try (StreamClient client = stream("")) {
            client.send(level(-0.5f));
            assertThat(client.closed())
                    .isEqualTo(
                            new StreamClient.Closed(1011, "the server failed; its log says why"));
        }
        assertThat(complaints).hasSize(1);
    }

    @Test
    void aServerThatStopsSaysSo() throws IOException {
        try (StreamClient one = stream("");
                StreamClient other = stream("")) {
            one.next();
            other.next();
            one.send(level(0.5f));
            server.close();
            StreamClient.Closed away = new StreamClient.Closed(1001, "the server is stopping");
            assertThat(one.closed()).isEqualTo(away);
            assertThat(other.closed()).isEqualTo(away);
        }
        await(fake.closed::get);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aClientThatSendsFasterThanTheModelHearsIsHeldUp() throws IOException {
        fake.mayEnd.drainPermits();
        long most = 64L << 20;
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            channel.write(
                    ByteBuffer.wrap(
                            """
                            GET /v1/stream HTTP/1.1\r
                            Host: localhost\r
                            Connection: Upgrade\r
                            Upgrade: websocket\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                            \r
                            """
                                    .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            long sent = 0;
            int held = 0;
            ByteBuffer frame = frame(level(0.1f));
            while (sent < most && held < 100) {
                int n = channel.write(frame);
                sent += n;
                held = n == 0 ? held + 1 : 0;
                if (n == 0) {
                    LockSupport.parkNanos(10_000_000);
                }
                if (!frame.hasRemaining()) {
                    frame.rewind();
                }
            }
            assertThat(sent).isLessThan(most);
        }
    }

    /// A binary message under a mask of zeros.
    private static ByteBuffer frame(byte[] data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x82);
        frame.write(0x80 | 126);
        frame.write(data.length >> 8);
        frame.write(data.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(data);
        return ByteBuffer.wrap(frame.toByteArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=1 | 400 | rate: expected 4000 to 384000 Hz, got '1'",
                "rate=x | 400 | rate: expected 4000 to 384000 Hz, got 'x'",
                "hop=9 | 400 | hop: expected 10 to 60000 ms, got '9'",
                "hop=200 | 400 | hop: expected at most the model's window, 100 ms, got 200 ms",
                "average=-1 | 400 | average: expected 0 to 10000 ms, got '-1'",
                "suppression=1e3 | 400 | suppression: expected 0 to 60000 ms, got '1e3'",
                "threshold=2 | 400 | threshold: expected more than 0 and at most 1, got 2.0",
                "threshold=high | 400 | threshold: expected a number, got 'high'",
                "scores=1 | 400 | scores: expected true or false, got '1'",
                "model=other | 404 | other: no such model here; this server has fake",
            })
    void whatCannotBeHadIsRefusedBeforeTheUpgrade(String query, int status, String detail)
            throws IOException {
        assertThat(upgrade("?" + query, "")).satisfies(problem(status, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upgrade: websocket | 426 | Sec-WebSocket-Version: expected 13",
                "Upgrade: h2c | 426 | this path speaks WebSocket: send an upgrade",
                "Sec-WebSocket-Version: 13 | 426 | this path speaks WebSocket: send an upgrade",
            })
    void aRequestThatIsNoHandshakeIsRefused(String header, int status, String detail)
            throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /v1/stream HTTP/1.1", header + "\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer).satisfies(problem(status, detail));
        }
    }

    @Test
    void aPageOfAnotherOriginIsRefusedAndOneOfTheSameIsNot() throws IOException {
        assertThat(upgrade("", "Origin: http://evil.example\r\n"))
                .satisfies(problem(403, "a page of another origin may not open a stream"));
        assertThat(upgrade("", "Origin: null\r\n").status()).isEqualTo(403);
        assertThat(upgrade("", "Origin: http://localhost\r\n").status()).isEqualTo(101);
    }

    @Test
    void aKeyMustBeSixteenBytes() throws IOException {
        assertThat(upgrade("", "", "AAAA"))
                .satisfies(problem(400, "Sec-WebSocket-Key: expected 16 bytes in Base64"));
    }

    private Wire.Answer upgrade(String query, String header) throws IOException {
        return upgrade(query, header, "AAAAAAAAAAAAAAAAAAAAAA==");
    }

    private Wire.Answer upgrade(String query, String header, String key) throws IOException {
        String handshake =
                """
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: %s\r
                %s"""
                        .formatted(key, header);
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /v1/stream" + query + " HTTP/1.1", handshake);
            return wire.answer(false);
        }
    }

    private static java.util.function.Consumer<Wire.Answer> problem(int status, String detail) {
        return answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"detail\":\"" + detail + "\"");
        };
    }
}
