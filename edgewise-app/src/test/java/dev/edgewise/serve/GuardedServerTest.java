package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server does with those who may not ask, send slowly, or send what is no honest HTTP.
@Timeout(120)
class GuardedServerTest {

    private static final int MAX_BODY = 1 << 20;
    private static final String WAV = "Content-Type: audio/wav\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path temp;
    private final FakeModel model = new FakeModel();
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private RecognitionServer server;

    @AfterEach
    void stopServer() {
        model.mayEnd.release(1000);
        server.close();
    }

    private void start(GuardSettings guard) throws IOException {
        server =
                RecognitionServer.start(
                        new ServerSettings(
                                "127.0.0.1", 0, MAX_BODY, 64, LoadSettings.of(1, 2), guard),
                        Catalog.of(List.of(model)),
                        Optional.empty(),
                        "1.2",
                        complaints::add);
    }

    private static GuardSettings guard(Patience patience, long bodies) {
        return new GuardSettings(
                Optional.empty(), Optional.empty(), patience, 4096, bodies, Duration.ofSeconds(10));
    }

    private void startUsual() throws IOException {
        start(guard(Patience.USUAL, 1 << 26));
    }

    private Path startWithTokens(String content) throws IOException {
        Path file = Files.writeString(temp.resolve("tokens"), content);
        GuardSettings usual = guard(Patience.USUAL, 1 << 26);
        start(
                new GuardSettings(
                        Optional.of(file),
                        Optional.empty(),
                        usual.patience(),
                        usual.head(),
                        usual.bodies(),
                        usual.grace()));
        return file;
    }

    private Wire wire() throws IOException {
        return new Wire(server.port());
    }

    private static byte[] wav() {
        return WavFile.encode(Clip.of(new float[] {0.75f, 0, 0, 0}, 16_000));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private int statusWith(String token) {
        try (Wire wire = wire()) {
            wire.send("GET /v2 HTTP/1.1", "Authorization: Bearer " + token + "\r\n");
            return wire.answer(false).status();
        } catch (IOException e) {
            return 0;
        }
    }

    // Tokens.

    @Test
    void withoutATokenOnlyHealthAndThePageAreOpen() throws IOException {
        startWithTokens("one-token\n");
        try (Wire wire = wire()) {
            Wire.Answer v1 = wire.ask("POST", "/v1/recognize", WAV, wav());
            assertThat(v1.status()).isEqualTo(401);
            assertThat(v1.header("www-authenticate")).isEqualTo("Bearer");
            assertThat(v1.body())
                    .startsWith("{\"type\":\"about:blank\"")
                    .contains("this server wants a token: Authorization: Bearer TOKEN");
            Wire.Answer v2 = wire.ask("GET", "/v2/models/fake");
            assertThat(v2.status()).isEqualTo(401);
            assertThat(v2.body()).startsWith("{\"error\":\"this server wants a token");
            assertThat(wire.ask("GET", "/metrics").status()).isEqualTo(401);
            assertThat(wire.ask("GET", "/nothing").status()).isEqualTo(401);
            assertThat(wire.ask("GET", "/v2/health/live").status()).isEqualTo(200);
            assertThat(wire.ask("GET", "/v2/health/ready").status()).isEqualTo(200);
            assertThat(wire.ask("GET", "/").status()).isNotEqualTo(401);
        }
    }

    @Test
    void eachOfTheTokensLetsIn() throws IOException {
        startWithTokens("# the edge in the hall\none-token\n\n  other~token/+==  \n");
        assertThat(statusWith("one-token")).isEqualTo(200);
        assertThat(statusWith("other~token/+==")).isEqualTo(200);
        assertThat(statusWith("one-toke")).isEqualTo(401);
        try (Wire wire = wire()) {
            wire.send("GET /v2 HTTP/1.1", "authorization: bearer one-token\r\n");
            assertThat(wire.answer(false).status()).isEqualTo(200);
            wire.send("GET /v2 HTTP/1.1", "Authorization: Basic b25lOnRva2Vu\r\n");
            assertThat(wire.answer(false).header("www-authenticate")).isEqualTo("Bearer");
            wire.send("GET /v2 HTTP/1.1", "Authorization: Bearer wrong\r\n");
            Wire.Answer wrong = wire.answer(false);
            assertThat(wrong.header("www-authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(wrong.body()).contains("the token is none of this server's");
            assertThat(wire.ask("GET", "/v2?access_token=one-token").status()).isEqualTo(401);
        }
    }

    @Test
    void theTokensFollowTheirFile() throws IOException {
        Path file = startWithTokens("old-token\n");
        Files.writeString(file, "new-token\n");
        await(() -> statusWith("new-token") == 200);
        assertThat(statusWith("old-token")).isEqualTo(401);
        Files.writeString(file, "no token at all\n");
        await(() -> complaints.stream().anyMatch(e -> said(e).contains("line 1 is no token")));
        assertThat(said(complaints.getLast()))
                .isEqualTo(
                        file
                                + ": line 1 is no token, expected letters, digits and -._~+/ only;"
                                + " what was read before stays in use")
                .doesNotContain("no token at all");
        assertThat(statusWith("new-token")).isEqualTo(200);
    }

    private static String said(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    @Test
    void aFileWithoutTokensIsNamedAtTheStart() throws IOException {
        startUsual();
        Path file = temp.resolve("tokens");
        RecognitionServer before = server;
        assertThatIOException()
                .isThrownBy(() -> startWithTokens("# none\n"))
                .withMessage(file + ": has no token, expected one a line");
        Files.delete(file);
        assertThatIOException()
                .isThrownBy(
                        () ->
                                start(
                                        new GuardSettings(
                                                Optional.of(file),
                                                Optional.empty(),
                                                Patience.USUAL,
                                                4096,
                                                1 << 26,
                                                LONG)))
                .withMessage(file + ": no such file");
        assertThat(server).isSameAs(before);
    }

    @Test
    void aClientThatMayNotAskIsToldSoBeforeItSendsItsBody() throws IOException {
        startWithTokens("one-token\n");
        try (Wire wire = wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    WAV + "Content-Length: 52\r\nExpect: 100-continue\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(wire.ended()).isTrue();
        }
    }

    // Who keeps the server waiting.

    private static Patience patience(String impatientIn) {
        Duration little = Duration.ofMillis(700);
        return new Patience(
                impatientIn.equals("head") ? little : LONG,
                impatientIn.equals("body") ? little : LONG,
                1 << 10,
                impatientIn.equals("idle") ? little : LONG);
    }

    @Test
    void aHeadThatComesTooSlowlyIsCutOff() throws IOException {
        start(guard(patience("head"), 1 << 26));
        try (Wire silent = wire();
                Wire slow = wire();
                Wire kept = wire()) {
            assertThat(kept.ask("GET", "/v2").status()).isEqualTo(200);
            slow.raw("GET /v2 HTTP/1.1\r\nHost: a\r\nX: ");
            Wire.Answer answer = slow.answer(false);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.header("server-timing")).startsWith("total;dur=");
            assertThat(answer.body()).contains("the request's head was not whole in time");
            assertThat(slow.ended()).isTrue();
            assertThat(silent.ended()).as("one that says nothing").isTrue();
            kept.raw("GET /v2 HTT");
            assertThat(kept.answer(false).status()).as("a later head").isEqualTo(408);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aBodyThatComesTooSlowlyIsCutOff() throws IOException {
        start(guard(patience("body"), 1 << 26));
        try (Wire wire = wire()) {
            wire.send("POST /v2/models/fake/infer HTTP/1.1", "Content-Length: 52\r\n");
            wire.raw("half");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).isEqualTo("{\"error\":\"request body: came too slowly\"}");
            assertThat(wire.ended()).isTrue();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aBodyThatKeepsItsRateMayTakeItsTime() throws Exception {
        start(guard(patience("body"), 1 << 26));
        byte[] wav = WavFile.encode(Clip.of(new float[2000], 16_000));
        try (Wire wire = wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1", WAV + "Content-Length: " + wav.length + "\r\n");
            String body = new String(wav, StandardCharsets.ISO_8859_1);
            // Longer than a body may keep waiting, at twice the rate and more.
            for (int from = 0; from < body.length(); from += 400) {
                Thread.sleep(100);
                wire.raw(body.substring(from, Math.min(from + 400, body.length())));
            }
            assertThat(wire.answer(false).status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatNobodyTakesIsCutOff() throws Exception {
        // At a rate that makes a late write soon late, however much it writes at once.
        start(guard(new Patience(LONG, Duration.ofMillis(700), 1 << 24, LONG), 1 << 26));
        try (Wire wire = wire()) {
            wire.send("GET /v1/probe?bytes=67108864 HTTP/1.1", "");
            // What it costs to wait is for the server to say: nothing is read meanwhile.
            await(() -> server.connections() == 0);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aConnectionThatIsIdleForTooLongIsClosed() throws IOException {
        start(guard(patience("idle"), 1 << 26));
        try (Wire wire = wire()) {
            assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void slowSendersLeaveTheOthersAlone() throws IOException {
        start(guard(patience("none"), 1 << 26));
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Wire wire = wire();
                slow.add(wire);
                wire.raw(i % 2 == 0 ? "GET /v2 HT" : "POST /v1/recognize HTTP/1.1\r\nHost: a\r\n");
            }
            try (Wire wire = wire()) {
                assertThat(wire.ask("POST", "/v1/recognize", WAV, wav()).status()).isEqualTo(200);
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    // Limits.

    @ParameterizedTest
    @CsvSource({
        "GET /v2?%s HTTP/1.1,   '',     414, the request line is longer than 8192 bytes",
        "GET /v2 HTTP/1.1,      X: %s,  431, the request's head is larger than 4096 bytes",
    })
    void aHeadThatIsTooLargeIsRefused(String line, String header, int status, String reason)
            throws IOException {
        startUsual();
        String much = "x".repeat(100_000);
        try (Wire wire = wire()) {
            try {
                wire.raw(line.formatted(much) + "\r\n" + header.formatted(much) + "\r\n\r\n");
            } catch (IOException e) {
                // It may be closed before all was sent.
            }
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(reason);
        }
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            StringBuilder headers = new StringBuilder();
            for (int i = 0; i < 120; i++) {
                headers.append("X").append(i).append(": 1\r\n");
            }
            wire.send("GET /v2 HTTP/1.1", headers.toString());
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).contains("more than 100 headers");
        }
    }

    @Test
    void bodiesTogetherTakeNoMoreThanTheirMemory() throws IOException {
        start(guard(patience("none"), 130_000));
        byte[] body = new byte[90_000];
        try (Wire announced = wire();
                Wire holding = wire();
                Wire late = wire()) {
            announced.send("POST /v1/recognize HTTP/1.1", WAV + "Content-Length: 1000000\r\n");
            holding.send("POST /v1/recognize HTTP/1.1", WAV + "Content-Length: 90001\r\n");
            holding.raw(new String(body, StandardCharsets.ISO_8859_1));
            await(() -> server.heldBodies() == 90_001 + (1 << 15));
            Wire.Answer answer = late.ask("POST", "/v1/recognize", WAV, body);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.body()).contains("no memory for the request's body now");
            holding.raw("x");
            assertThat(holding.answer(false).status()).isEqualTo(400);
        }
        await(() -> server.heldBodies() == 0);
    }

    // Codings.

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coding = new GZIPOutputStream(out)) {
            coding.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coding = new DeflaterOutputStream(out)) {
            coding.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void aBodyMayComeInACoding() throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            for (int i = 0; i < 2; i++) {
                for (String coding : List.of("gzip", "x-gzip", "deflate", "identity")) {
                    byte[] body =
                            switch (coding) {
                                case "deflate" -> deflate(wav());
                                case "identity" -> wav();
                                default -> gzip(wav());
                            };
                    Wire.Answer answer =
                            wire.ask(
                                    "POST",
                                    "/v1/recognize",
                                    WAV + "Content-Encoding: " + coding + "\r\n",
                                    body);
                    assertThat(answer.status()).as(coding).isEqualTo(200);
                    assertThat(answer.body()).contains("\"word\":\"yes\"");
                }
            }
            byte[] probe = gzip(new byte[3_000_000]);
            assertThat(wire.ask("POST", "/v1/probe", "Content-Encoding: gzip\r\n", probe).body())
                    .isEqualTo("{\"bytes\":3000000}");
        }
    }

    @Test
    void aBodyInACodingMayComeInChunks() throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            for (int i = 0; i < 2; i++) {
                wire.send(
                        "POST /v1/recognize HTTP/1.1",
                        WAV + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n");
                for (byte b : gzip(wav())) {
                    wire.raw("1\r\n" + (char) (b & 0xff) + "\r\n");
                }
                wire.raw("0\r\n\r\n");
                assertThat(wire.answer(false).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSmallBodyThatBecomesTooLargeIsRefused() throws IOException {
        startUsual();
        byte[] bomb = gzip(new byte[100 << 20]);
        assertThat(bomb.length).isLessThan(MAX_BODY);
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask("POST", "/v1/recognize", WAV + "Content-Encoding: gzip\r\n", bomb);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("request body: larger than 1048576 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "br,         415, its content coding is not known here",
        "'gzip, br', 415, its content coding is not known here",
        "gzip,       400, request body: is not gzip",
        "deflate,    400, request body: is not deflate",
    })
    void aCodingThatIsNotKnownOrNotTrueIsRefused(String coding, int status, String reason)
            throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v1/recognize",
                            WAV + "Content-Encoding: " + coding + "\r\n",
                            wav());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(reason);
        }
    }

    @Test
    void aBodyInACodingThatEndsTooSoonIsRefused() throws IOException {
        startUsual();
        byte[] half = java.util.Arrays.copyOf(gzip(wav()), 30);
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask("POST", "/v1/recognize", WAV + "Content-Encoding: gzip\r\n", half);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("request body: is not gzip");
        }
    }

    // Expectations.

    @Test
    void aBodyIsAskedForOnceTheRequestIsAccepted() throws IOException {
        startUsual();
        byte[] wav = wav();
        try (Wire wire = wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    WAV + "Content-Length: " + wav.length + "\r\nExpect: 100-continue\r\n");
            assertThat(wire.answer(true).status()).isEqualTo(100);
            wire.raw(new String(wav, StandardCharsets.ISO_8859_1));
            assertThat(wire.answer(false).status()).isEqualTo(200);
            assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST /v1/recognize, audio/wav,  2000000, 413",
        "POST /v1/recognize, text/plain, 10,      415",
        "GET /v1/recognize,  audio/wav,  10,      405",
        "POST /nothing,      audio/wav,  10,      404",
    })
    void aRequestThatIsRefusedIsNotAskedForItsBody(String line, String type, int length, int status)
            throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            wire.send(
                    line + " HTTP/1.1",
                    "Content-Type: "
                            + type
                            + "\r\nContent-Length: "
                            + length
                            + "\r\nExpect: 100-continue\r\n");
            assertThat(wire.answer(false).status()).isEqualTo(status);
            assertThat(wire.ended()).isTrue();
        }
    }

    // What is no honest HTTP.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Length: 5, 5\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: 0x5\r\n\r\nhello",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
                "X: a\nContent-Length: 5\r\n\r\nhello",
                "X: a\rContent-Length: 5\r\n\r\nhello",
                "X: a\r\n folded\r\n\r\n",
                "X: a\0b\r\n\r\n",
                "X y: a\r\n\r\n",
                "Host: b\r\n\r\n",
            })
    void aHeadThatCanBeReadInTwoWaysIsRefusedAndItsConnectionEnds(String rest) throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            wire.raw("POST /v1/recognize HTTP/1.1\r\nHost: a\r\n" + rest);
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isBetween(400, 501).isNotEqualTo(500);
            assertThat(answer.body()).contains("\"detail\":\"");
            assertThat(wire.ended()).as("what follows would be read as a request").isTrue();
        }
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v2 HTTP/1.0,                             505",
        "GET /v2 HTTP/2.0,                             400",
        "GET /v2,                                      400",
        "GET  /v2 HTTP/1.1,                            400",
        "GET /v2  HTTP/1.1,                            400",
        "GET http://other/v2/health/live HTTP/1.1,     404",
        "GET //v2/health/live HTTP/1.1,                404",
        "GET /v2/%2e%2e/v1/files HTTP/1.1,             404",
        "GET /v2/../v1/files HTTP/1.1,                 404",
        "GET /v2%2fhealth%2flive HTTP/1.1,             404",
        "GET /v2/health/live%00 HTTP/1.1,              404",
        "GET /v2/health/live;x=1 HTTP/1.1,             404",
        "GET /v2/models/%2e%2e%2f%2e%2e%2fx HTTP/1.1,  404",
        "GET /v2/models/a%0d%0aSet-Cookie:%20b HTTP/1.1, 404",
        "'CONNECT a:80 HTTP/1.1',                      404",
        "OPTIONS * HTTP/1.1,                           404",
    })
    void aTargetIsTakenByItsLettersOrRefused(String line, int status) throws IOException {
        startUsual();
        try (Wire wire = wire()) {
            wire.raw(line + "\r\nHost: a\r\n\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("set-cookie")).isEmpty();
            assertThat(answer.body()).matches("(?s)\\{\"(error|type)\":.*}");
        }
        assertThat(complaints).isEmpty();
    }
}
