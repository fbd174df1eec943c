package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies that come compressed.
@Timeout(120)
class BodyCodingTest {

    private final GuardedServer guarded = new GuardedServer();

    @AfterEach
    void stopServer() {
        guarded.close();
    }

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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            for (int i = 0; i < 2; i++) {
                for (String coding : List.of("gzip", "x-gzip", "deflate", "identity")) {
                    byte[] body =
                            switch (coding) {
                                case "deflate" -> deflate(GuardedServer.wav());
                                case "identity" -> GuardedServer.wav();
                                default -> gzip(GuardedServer.wav());
                            };
                    Wire.Answer answer =
                            wire.ask(
                                    "POST",
                                    "/v1/recognize",
                                    GuardedServer.WAV + "Content-Encoding: " + coding + "\r\n",
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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            for (int i = 0; i < 2; i++) {
                wire.send(
                        "POST /v1/recognize HTTP/1.1",
                        GuardedServer.WAV
                                + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n");
                for (byte b : gzip(GuardedServer.wav())) {
                    wire.raw("1\r\n" + (char) (b & 0xff) + "\r\n");
                }
                wire.raw("0\r\n\r\n");
                assertThat(wire.answer(false).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSmallBodyThatBecomesTooLargeIsRefused() throws IOException {
        guarded.startUsual();
        byte[] bomb = gzip(new byte[100 << 20]);
        assertThat(bomb.length).isLessThan(GuardedServer.MAX_BODY);
        try (Wire wire = guarded.wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v1/recognize",
                            GuardedServer.WAV + "Content-Encoding: gzip\r\n",
                            bomb);
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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v1/recognize",
                            GuardedServer.WAV + "Content-Encoding: " + coding + "\r\n",
                            GuardedServer.wav());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(reason);
        }
    }

    @Test
    void aBodyInACodingThatEndsTooSoonIsRefused() throws IOException {
        guarded.startUsual();
        byte[] half = java.util.Arrays.copyOf(gzip(GuardedServer.wav()), 30);
        try (Wire wire = guarded.wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v1/recognize",
                            GuardedServer.WAV + "Content-Encoding: gzip\r\n",
                            half);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("request body: is not gzip");
        }
    }
}
