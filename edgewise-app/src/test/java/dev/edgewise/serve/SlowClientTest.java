package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Pipe;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.serve.guard.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server does with those who keep it waiting.
@Timeout(120)
class SlowClientTest {

    /// The time for which the server waited, a good part of a second, is part of the whole.
    private static final String WAITED = "total;dur=\\d{3,}\\.\\d+";

    @TempDir Path temp;
    private final GuardedServer guarded = new GuardedServer();

    @AfterEach
    void stopServer() {
        guarded.close();
    }

    private static Patience patience(String impatientIn) {
        Duration little = Duration.ofMillis(700);
        return new Patience(
                impatientIn.equals("head") ? little : GuardedServer.LONG,
                impatientIn.equals("body") ? little : GuardedServer.LONG,
                1 << 10,
                impatientIn.equals("idle") ? little : GuardedServer.LONG);
    }

    @Test
    void aHeadThatComesTooSlowlyIsCutOff() throws IOException {
        guarded.start(GuardedServer.guard(patience("head"), 1 << 26));
        try (Wire silent = guarded.wire();
                Wire slow = guarded.wire();
                Wire kept = guarded.wire()) {
            assertThat(kept.ask("GET", "/v2").status()).isEqualTo(200);
            slow.raw("GET /v2 HTTP/1.1\r\nHost: a\r\nX: ");
            Wire.Answer answer = slow.answer(false);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.header("server-timing")).matches(WAITED);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"the request's head was not whole in time\"}");
            assertThat(slow.ended()).isTrue();
            assertThat(silent.ended()).as("one that says nothing").isTrue();
            kept.raw("GET /v2 HTT");
            assertThat(kept.answer(false).status()).as("a later head").isEqualTo(408);
        }
        assertThat(guarded.complaints).isEmpty();
    }

    @Test
    void aBodyThatComesTooSlowlyIsCutOff() throws IOException {
        guarded.start(GuardedServer.guard(patience("body"), 1 << 26));
        try (Wire wire = guarded.wire()) {
            wire.send("POST /v2/models/fake/infer HTTP/1.1", "Content-Length: 52\r\n");
            wire.raw("half");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("server-timing")).matches(WAITED);
            assertThat(answer.body()).isEqualTo("{\"error\":\"request body: came too slowly\"}");
            assertThat(wire.ended()).isTrue();
        }
        // Told of as what it was answered with.
        GuardedServer.await(
                () -> metrics().contains("status=\"408\",uri=\"/v2/models/{m}/infer\"}"));
        assertThat(guarded.complaints).isEmpty();
    }

    private String metrics() {
        try (Wire wire = guarded.wire()) {
            return wire.ask("GET", "/metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyThatKeepsItsRateMayTakeItsTime() throws Exception {
        guarded.start(GuardedServer.guard(patience("body"), 1 << 26));
        byte[] wav = WavFile.encode(Clip.of(new float[2000], 16_000));
        try (Wire wire = guarded.wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    GuardedServer.WAV + "Content-Length: " + wav.length + "\r\n");
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
        guarded.start(
                GuardedServer.guard(
                        new Patience(
                                GuardedServer.LONG,
                                Duration.ofMillis(700),
                                1 << 24,
                                GuardedServer.LONG),
                        1 << 26));
        try (Wire wire = guarded.wire()) {
            wire.send("GET /v1/probe?bytes=67108864 HTTP/1.1", "");
            // What it costs to wait is for the server to say: nothing is read meanwhile.
            GuardedServer.await(() -> guarded.server.connections() == 0);
        }
        assertThat(guarded.complaints).isEmpty();
    }

    @Test
    void aConnectionThatIsIdleForTooLongIsClosed() throws IOException {
        guarded.start(GuardedServer.guard(patience("idle"), 1 << 26));
        try (Wire wire = guarded.wire()) {
            assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
            assertThat(wire.ended()).isTrue();
        }
    }

    @Test
    void slowSendersLeaveTheOthersAloneAndAreAnsweredInTheEnd() throws IOException {
        guarded.start(GuardedServer.guard(patience("none"), 1 << 26));
        byte[] wav = GuardedServer.wav();
        String head = "POST /v1/recognize HTTP/1.1\r\nHost: a\r\n" + GuardedServer.WAV;
        String length = "Content-Length: " + wav.length + "\r\n\r\n";
        String body = new String(wav, StandardCharsets.ISO_8859_1);
        List<Wire> slow = new ArrayList<>();
        try {
            // All but one of the connections that may be open.
            for (int i = 0; i < 63; i++) {
                Wire wire = guarded.wire();
                slow.add(wire);
                wire.raw(i % 2 == 0 ? head : head + length + body.substring(0, 20));
            }
            GuardedServer.await(() -> guarded.server.connections() == 63);
            try (Wire wire = guarded.wire()) {
                for (int i = 0; i < 10; i++) {
                    Wire.Answer answer = wire.ask("POST", "/v1/recognize", GuardedServer.WAV, wav);
                    assertThat(answer.status()).isEqualTo(200);
                }
            }
            for (int i = 0; i < 63; i++) {
                slow.get(i).raw(i % 2 == 0 ? length + body : body.substring(20));
                assertThat(slow.get(i).answer(false).body()).contains("\"word\":\"yes\"");
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void theRestOfABodyThatNobodyWantedIsNotTakenForTheNextHead() throws Exception {
        guarded.start(GuardedServer.guard(patience("head"), 1 << 26));
        try (Wire wire = guarded.wire()) {
            wire.send("POST /v2/models/none/infer HTTP/1.1", "Content-Length: 40000\r\n");
            assertThat(wire.answer(false).status()).isEqualTo(404);
            // Much more than a head may hold.
            wire.raw("x".repeat(20_000));
            wire.raw("x".repeat(20_000));
            // Longer than a head may take, were one under way.
            Thread.sleep(1500);
            assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
        }
        assertThat(guarded.complaints).isEmpty();
    }

    @Test
    void theRestOfABodyThatComesTooSlowlyEndsTheConnectionWithoutASecondAnswer()
            throws IOException {
        guarded.start(GuardedServer.guard(patience("body"), 1 << 26));
        try (Wire wire = guarded.wire()) {
            wire.send("POST /v2/models/none/infer HTTP/1.1", "Content-Length: 40000\r\n");
            assertThat(wire.answer(false).status()).isEqualTo(404);
            wire.raw("xxx");
            assertThat(wire.ended()).isTrue();
        }
        assertThat(guarded.complaints).isEmpty();
    }

    @Test
    void aTokenFileThatCanNotBeReadLeavesSlowSendersNoPeace() throws Exception {
        Path file = Files.writeString(temp.resolve("tokens"), "a-token\n");
        guarded.start(GuardedServer.guard(file, patience("head")));
        Files.delete(file);
        Pipe.at(file);
        // Opened for writing once the server reads it, which then waits for what is never written.
        try (OutputStream pipe = Files.newOutputStream(file);
                Wire slow = guarded.wire()) {
            slow.raw("GET /v2 HTTP/1.1\r\nHost: a\r\nX: ");
            assertThat(slow.answer(false).status()).isEqualTo(408);
            pipe.write("other-token\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(file);
        Files.writeString(file, "other-token\n");
        GuardedServer.await(() -> guarded.statusWith("other-token") == 200);
    }
}
