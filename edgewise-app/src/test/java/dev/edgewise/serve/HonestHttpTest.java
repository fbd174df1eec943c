package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server does with what is no honest HTTP, or unusual HTTP.
@Timeout(120)
class HonestHttpTest {

    private final GuardedServer guarded = new GuardedServer();

    @AfterEach
    void stopServer() {
        guarded.close();
    }

    @Test
    void aBodyIsAskedForOnceTheRequestIsAccepted() throws IOException {
        guarded.startUsual();
        byte[] wav = GuardedServer.wav();
        try (Wire wire = guarded.wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    GuardedServer.WAV
                            + "Content-Length: "
                            + wav.length
                            + "\r\nExpect: 100-continue\r\n");
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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            wire.raw("POST /v1/recognize HTTP/1.1\r\nHost: a\r\n" + rest);
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isBetween(400, 501).isNotEqualTo(500);
            assertThat(answer.body()).contains("\"detail\":\"");
            assertThat(wire.ended()).as("what follows would be read as a request").isTrue();
        }
        assertThat(guarded.complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v2 HTTP/1.0,                             505",
        "GET /v2 HTTP/2.0,                             400",
        "GET /v2,                                      400",
        "GET  /v2 HTTP/1.1,                            400",
        "GET /v2  HTTP/1.1,                            400",
        "GET http://other/v2/health/live HTTP/1.1,     200",
        "GET HTTPS://other:80/v2/health/live?a HTTP/1.1, 200",
        "GET http://other//v2/health/live HTTP/1.1,    404",
        "GET http://other HTTP/1.1,                    200",
        "GET ftp://other/v2 HTTP/1.1,                  404",
        "GET http://other/v2/nothing HTTP/1.1,         404",
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
        guarded.startUsual();
        try (Wire wire = guarded.wire()) {
            wire.raw(line + "\r\nHost: a\r\n\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("set-cookie")).isEmpty();
            if (status != 200) {
                boolean inference = line.matches("\\S+ (http://other)?/v2[/ ?].*");
                assertThat(answer.body())
                        .matches("(?s)\\{\"" + (inference ? "error" : "type") + "\":.*}");
            }
        }
        assertThat(guarded.complaints).isEmpty();
    }
}
