package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every answer has, whatever it says, and where it is counted.
@Timeout(60)
class EveryAnswerTest {

    private static final int CONNECTIONS = 3;

    @TempDir Path temp;
    private final FakeModel model = new FakeModel();
    private RecognitionServer server;
    private Path log;

    @BeforeEach
    void startServer() throws IOException {
        log = temp.resolve("log");
        server =
                RecognitionServer.start(
                        TestServers.settings(1000, 1, CONNECTIONS, 1),
                        TestCatalog.of(List.of(model)),
                        Optional.of(UploadFolder.open(Files.createDirectory(temp.resolve("u")), 9)),
                        "1",
                        Telemetry.start(
                                new TelemetrySettings(Optional.empty(), Optional.of(log), "1"),
                                line -> {}),
                        Throwable::printStackTrace,
                        StreamLimits.DEFAULT);
    }

    @AfterEach
    void stopServer() {
        model.mayEnd.release(1000);
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, GET, /v2/health/live",
        "200, HEAD, /v2/health/live",
        "200, GET, /v1/probe?bytes=100000",
        "400, GET, /v1/probe?bytes=x",
        "404, GET, /nothing",
        "404, GET, /v2/nothing",
        "404, DELETE, /v1/files/none",
        "405, PUT, /v2",
        "415, POST, /v1/recognize",
    })
    void itsTimeStandsInItsHeader(int status, String method, String path) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(
                    method + " " + path + " HTTP/1.1",
                    method.equals("POST") ? "Content-Type: a/b\r\nContent-Length: 0\r\n" : "");
            Wire.Answer answer = wire.answer(method.equals("HEAD"));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("server-timing")).matches("(.*, )?total;dur=\\d+\\.\\d+");
        }
    }

    @Test
    void soItDoesWhereTheRequestWasBroken() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
            Thread.sleep(2000);
            wire.raw("nonsense\r\n\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(400);
            // The time before it began is none of its time.
            assertThat(answer.header("server-timing")).matches("total;dur=1?\\d{1,3}\\.\\d+");
        }
    }

    @Test
    void soItDoesWhereTooManyConnectionsAreOpen() throws IOException {
        Wire[] open = new Wire[CONNECTIONS];
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                open[i] = new Wire(server.port());
                open[i].ask("GET", "/v2/health/live");
            }
            try (Wire refused = new Wire(server.port())) {
                refused.send("GET /v2 HTTP/1.1", "");
                Wire.Answer answer = refused.answer(false);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("server-timing")).matches("total;dur=\\d+\\.\\d+");
            }
        } finally {
            for (Wire wire : open) {
                if (wire != null) {
                    wire.close();
                }
            }
        }
    }

    @Test
    void aTokenInTheQueryIsNotLogged() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.ask("GET", "/v2?a=b&access_token=secret&c=d");
        }
        while (Files.readString(log).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(Files.readString(log))
                .contains("\"query\":\"a=b&access_token=-&c=d\"")
                .doesNotContain("secret");
    }

    @Test
    void aClientThatGoesAwayIsCountedAsGone() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    "Content-Type: audio/wav\r\nContent-Length: 500\r\n");
            wire.raw("RIFF");
        }
        while (Files.readString(log).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(Files.readString(log)).contains("\"status\":499").contains("\"bytes_in\":4");
    }

    @Test
    void soIsOneThatGoesAwayWhileItsRequestWaits() throws IOException {
        model.mayEnd.drainPermits();
        byte[] wav = WavFile.encode(Clip.of(new float[] {0.75f, 0, 0, 0}, 16_000));
        String request =
                "POST /v1/recognize HTTP/1.1\r\nHost: a\r\nContent-Length: "
                        + wav.length
                        + "\r\n\r\n"
                        + new String(wav, StandardCharsets.ISO_8859_1);
        try (Wire first = new Wire(server.port())) {
            first.raw(request);
            while (model.begun.get() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            try (Wire second = new Wire(server.port())) {
                second.raw(request);
                while (server.waiting() == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            while (Files.readString(log).isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(Files.readString(log)).contains("\"status\":499").contains("\"queue\":");
            model.mayEnd.release(10);
            assertThat(first.answer(false).status()).isEqualTo(200);
            assertThat(first.ask("GET", "/metrics").body())
                    .contains("edgewise_refusals_total{reason=\"client_gone\"} 1.0")
                    .containsPattern("http_server_requests_seconds_count\\{.*status=\"499\".*} 1");
        }
    }
}
