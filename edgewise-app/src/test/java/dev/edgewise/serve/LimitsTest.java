package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.serve.guard.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much a server takes at once.
@Timeout(120)
class LimitsTest {

    private final GuardedServer guarded = new GuardedServer();

    @AfterEach
    void stopServer() {
        guarded.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v2?%s HTTP/1.1,   '',     414, the request line is longer than 8192 bytes",
        "GET /v2 HTTP/1.1,      X: %s,  431, the request's head is larger than 4096 bytes",
    })
    void aHeadThatIsTooLargeIsRefused(String line, String header, int status, String reason)
            throws IOException {
        guarded.startUsual();
        String much = "x".repeat(100_000);
        try (Wire wire = guarded.wire()) {
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

    @ParameterizedTest
    @CsvSource({
        "/v2,      4096, 200",
        "/v2,      4097, 431",
        "/v2?a=bc, 4096, 200",
        "/v2?a=bc, 4097, 431",
    })
    void aHeadThatComesAtOnceMayHaveAsManyBytesAsIsSaid(String path, int bytes, int status)
            throws IOException {
        guarded.startUsual();
        String before = "GET " + path + " HTTP/1.1\r\nHost: a\r\nA: b\r\nA: c\r\nX: ";
        String after = "\r\n\r\n";
        try (Wire wire = guarded.wire()) {
            wire.raw(before + "x".repeat(bytes - before.length() - after.length()) + after);
            assertThat(wire.answer(false).status()).isEqualTo(status);
        }
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            StringBuilder headers = new StringBuilder();
            for (int i = 0; i < 120; i++) {
                headers.append("X").append(i).append(": 1\r\n");
            }
            wire.send("GET /v2 HTTP/1.1", headers.toString());
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"the request has more than 100 headers\"}");
        }
    }

    @Test
    void bodiesTogetherTakeNoMoreThanTheirMemory() throws IOException {
        guarded.start(GuardedServer.guard(Patience.USUAL, 130_000));
        byte[] body = new byte[90_000];
        try (Wire announced = guarded.wire();
                Wire holding = guarded.wire();
                Wire late = guarded.wire()) {
            announced.send(
                    "POST /v1/recognize HTTP/1.1",
                    GuardedServer.WAV + "Content-Length: 1000000\r\n");
            holding.send(
                    "POST /v1/recognize HTTP/1.1", GuardedServer.WAV + "Content-Length: 90001\r\n");
            holding.raw(new String(body, StandardCharsets.ISO_8859_1));
            GuardedServer.await(() -> guarded.server.heldBodies() == 90_001 + (1 << 15));
            Wire.Answer answer = late.ask("POST", "/v1/recognize", GuardedServer.WAV, body);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.body()).contains("no memory for the request's body now");
            holding.raw("x");
            assertThat(holding.answer(false).status()).isEqualTo(400);
        }
        GuardedServer.await(() -> guarded.server.heldBodies() == 0);
    }

    @Test
    void aHeadThatIsTooLargeIsRefusedInTheFormOfItsPath() throws IOException {
        guarded.startUsual();
        for (String path : List.of("/v1/files", "/v2")) {
            try (Wire wire = guarded.wire()) {
                // What an earlier request was for plays no part.
                assertThat(wire.ask("GET", "/v2").status()).isEqualTo(200);
                wire.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\n");
                for (int i = 0; i < 20; i++) {
                    wire.raw("X" + i + ": " + "x".repeat(300) + "\r\n");
                }
                Wire.Answer answer = wire.answer(false);
                assertThat(answer.status()).isEqualTo(431);
                assertThat(answer.body())
                        .startsWith(path.equals("/v2") ? "{\"error\":" : "{\"type\":")
                        .contains("the request's head is larger than 4096 bytes");
            }
        }
    }
}
