package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the pages that somebody opens in a browser may do to a server on the same machine.
@Timeout(120)
class OriginTest {

    private static final String REFUSED = "a page of another origin may not send this";

    private static final GuardedServer GUARDED = new GuardedServer();

    @BeforeAll
    static void startServer() throws IOException {
        GUARDED.startUsual();
    }

    @AfterAll
    static void stopServer() {
        GUARDED.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /v2/repository/models/fake/load, Sec-Fetch-Site: cross-site",
        "POST,   /v2/repository/models/fake/load, Sec-Fetch-Site: same-site",
        "POST,   /v2/repository/models/fake/load, Origin: http://evil.example",
        "POST,   /v2/repository/models/fake/load, Origin: null",
        "POST,   /v1/recognize,                   Sec-Fetch-Site: cross-site",
        "PUT,    /v1/files/a.wav,                 Origin: http://a:81",
        "DELETE, /v1/files/a.wav,                 Origin: http://evil.example",
    })
    void aForeignPageChangesNothing(String method, String path, String header) throws IOException {
        Wire.Answer answer = ask(method, path, header);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains(path.startsWith("/v2") ? "{\"error\":" : "\"detail\":")
                .contains(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/repository/index, A: b",
        "POST, /v2/repository/index, Sec-Fetch-Site: none",
        "POST, /v2/repository/index, Origin: http://localhost",
        // Behind a proxy the host is another one; the browser knows better.
        "POST, /v2/repository/index, 'Sec-Fetch-Site: same-origin\r\nOrigin: https://public'",
        "POST, /v2/repository/index, 'Origin: http://evil.example\r\nAuthorization: Bearer x'",
        "GET,  /v2,                  Sec-Fetch-Site: cross-site",
        "GET,  /v2,                  Origin: http://evil.example",
    })
    void allOthersMayAsk(String method, String path, String header) throws IOException {
        assertThat(ask(method, path, header).status()).isEqualTo(200);
    }

    private static Wire.Answer ask(String method, String path, String header) throws IOException {
        try (Wire wire = GUARDED.wire()) {
            wire.send(
                    method + " " + path + " HTTP/1.1",
                    header.replace("\\r\\n", "\r\n")
                            + "\r\n"
                            + (method.equals("GET") ? "" : "Content-Length: 0\r\n"));
            return wire.answer(false);
        }
    }
}
