package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.serve.guard.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask, where a server has tokens.
@Timeout(120)
class TokenTest {

    @TempDir Path temp;
    private final GuardedServer guarded = new GuardedServer();

    @AfterEach
    void stopServer() {
        guarded.close();
    }

    private Path startWithTokens(String content) throws IOException {
        Path file = Files.writeString(temp.resolve("tokens"), content);
        guarded.start(GuardedServer.guard(file, Patience.USUAL));
        return file;
    }

    @Test
    void withoutATokenOnlyHealthAndThePageAreOpen() throws IOException {
        startWithTokens("one-token\n");
        try (Wire wire = guarded.wire()) {
            Wire.Answer v1 =
                    wire.ask("POST", "/v1/recognize", GuardedServer.WAV, GuardedServer.wav());
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
        assertThat(guarded.statusWith("one-token")).isEqualTo(200);
        assertThat(guarded.statusWith("other~token/+==")).isEqualTo(200);
        assertThat(guarded.statusWith("one-toke")).isEqualTo(401);
        try (Wire wire = guarded.wire()) {
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
        GuardedServer.await(() -> guarded.statusWith("new-token") == 200);
        assertThat(guarded.statusWith("old-token")).isEqualTo(401);
        Files.writeString(file, "no token at all\n");
        GuardedServer.await(
                () ->
                        guarded.complaints.stream()
                                .anyMatch(e -> said(e).contains("line 1 is no token")));
        assertThat(said(guarded.complaints.getLast()))
                .isEqualTo(
                        file
                                + ": line 1 is no token, expected letters, digits and -._~+/ only;"
                                + " what was read before stays in use")
                .doesNotContain("no token at all");
        assertThat(guarded.statusWith("new-token")).isEqualTo(200);
    }

    private static String said(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    @Test
    void aFileWithoutTokensIsNamedAtTheStart() throws IOException {
        guarded.startUsual();
        Path file = temp.resolve("tokens");
        RecognitionServer before = guarded.server;
        assertThatIOException()
                .isThrownBy(() -> startWithTokens("# none\n"))
                .withMessage(file + ": has no token, expected one a line");
        Files.delete(file);
        assertThatIOException()
                .isThrownBy(() -> guarded.start(GuardedServer.guard(file, Patience.USUAL)))
                .withMessage(file + ": no such file");
        assertThat(guarded.server).isSameAs(before);
    }

    @Test
    void aClientThatMayNotAskIsToldSoBeforeItSendsItsBody() throws IOException {
        startWithTokens("one-token\n");
        try (Wire wire = guarded.wire()) {
            wire.send(
                    "POST /v1/recognize HTTP/1.1",
                    GuardedServer.WAV + "Content-Length: 52\r\nExpect: 100-continue\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(wire.ended()).isTrue();
        }
    }
}
