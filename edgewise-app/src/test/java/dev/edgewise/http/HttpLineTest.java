package dev.edgewise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpLineTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final Deadlines deadlines = new Deadlines();

    @AfterEach
    void end() {
        deadlines.close();
    }

    @Test
    void requestsGoOverOneConnectionEachWithItsNumber() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                ScriptedServer.answer(
                                        "200 OK", "Server-Timing: a;dur=2\r\n", "one"),
                                ScriptedServer.answer("404 Not Found", "", "two"));
                HttpLine line = new HttpLine(server.address(), deadlines)) {
            PreparedRequest request =
                    PreparedRequest.numbered(
                            server.address(),
                            "POST",
                            "/p",
                            Map.of("X", "y"),
                            ("{\"id\":\"" + PreparedRequest.NUMBER + "\"}")
                                    .getBytes(StandardCharsets.US_ASCII));
            HttpAnswer first = line.send(request, 7, LONG);
            HttpAnswer second = line.send(request, 8, LONG);

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo("one");
            assertThat(first.timing().of("a")).isEqualTo(2_000_000);
            assertThat(second.status()).isEqualTo(404);
            assertThat(second.text()).isEqualTo("two");
            assertThat(server.connections).hasValue(1);
            assertThat(server.requests.poll())
                    .isEqualTo(
                            "POST /p HTTP/1.1\r\nHost: "
                                    + server.address().getAuthority()
                                    + "\r\nX: y\r\nContent-Length: 21\r\n\r\n"
                                    + "{\"id\":\"000000000007\"}");
            assertThat(server.requests.poll()).endsWith("{\"id\":\"000000000008\"}");
        }
    }

    @Test
    void chunksAndInterimAnswersAndBodiesUntilTheEndAreRead() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                String.join(
                                        "\r\n",
                                        "HTTP/1.1 100 Continue",
                                        "",
                                        "HTTP/1.1 200 OK",
                                        "Transfer-Encoding: chunked",
                                        "",
                                        "3;x=y",
                                        "abc",
                                        "A",
                                        "0123456789",
                                        "0",
                                        "T: u",
                                        "",
                                        ""),
                                "HTTP/1.1 204 No Content\r\n\r\n",
                                "HTTP/1.1 200 OK\r\n\r\nuntil the end" + ScriptedServer.CLOSE,
                                ScriptedServer.answer("200 OK", "Connection: close\r\n", "x"),
                                ScriptedServer.answer("200 OK", "", "new"));
                HttpLine line = new HttpLine(server.address(), deadlines)) {
            assertThat(get(line, server).text()).isEqualTo("abc0123456789");
            assertThat(get(line, server).text()).isEmpty();
            assertThat(get(line, server).text()).isEqualTo("until the end");
            assertThat(get(line, server).text()).isEqualTo("x");
            assertThat(get(line, server).text()).isEqualTo("new");
            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void whatIsNoAnswerIsSaid() throws Exception {
        assertThat(failure("SMTP ready\r\n\r\n", HttpFailure.Kind.MALFORMED))
                .endsWith(": the answer isn't HTTP: it begins with 'SMTP ready'");
        assertThat(failure("HTTP/1.1 2x0 OK\r\n\r\n", HttpFailure.Kind.MALFORMED))
                .endsWith("'2x0' is no length that it can have");
        assertThat(failure("HTTP/1.1 200 OK\r\nA header\r\n\r\n", HttpFailure.Kind.MALFORMED))
                .endsWith("a header is 'A header'");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                                HttpFailure.Kind.MALFORMED))
                .endsWith("'1, 2' is no length that it can have");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\na",
                                HttpFailure.Kind.MALFORMED))
                .endsWith("it has both a length and chunks");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                                HttpFailure.Kind.MALFORMED))
                .endsWith("a chunk is longer than its size");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nab",
                                HttpFailure.Kind.MALFORMED))
                .endsWith(": the answer is larger than 80 MiB");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
                                HttpFailure.Kind.MALFORMED))
                .endsWith("1 bytes follow the answer, unasked");
        assertThat(
                        failure(
                                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"
                                        + ScriptedServer.CLOSE,
                                HttpFailure.Kind.HALF))
                .endsWith("the connection ended before the answer did; 2 of 9 bytes of it came");
        assertThat(failure("HTTP/1.1 200 OK\r\nCont" + ScriptedServer.CLOSE, HttpFailure.Kind.HALF))
                .endsWith("the connection ended before the answer did; a part of its head came");
        assertThat(failure("", HttpFailure.Kind.BROKEN))
                .endsWith("the connection ended before the answer did");
    }

    @Test
    void aConnectionThatTheServerClosedWhileItWasIdleIsOpenedAgain() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                ScriptedServer.answer("200 OK", "", "one") + ScriptedServer.CLOSE,
                                ScriptedServer.answer("200 OK", "", "two"));
                HttpLine line = new HttpLine(server.address(), deadlines)) {
            get(line, server);
            server.awaitClosed();
            Thread.sleep(300);
            HttpAnswer answer = get(line, server);

            assertThat(answer.text()).isEqualTo("two");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void theDeadlineEndsAWaitForWhateverIsAwaited() throws Exception {
        try (ScriptedServer silent = new ScriptedServer();
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(timeout(silent.address(), new byte[0])).endsWith(": no answer within 0.2 s");
            // Nobody reads: the request itself can't leave.
            URI address = URI.create("http://127.0.0.1:" + full.getLocalPort());
            assertThat(timeout(address, new byte[32 << 20])).endsWith(": no answer within 0.2 s");
        }
        try (ScriptedServer dripping =
                new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab")) {
            assertThat(timeout(dripping.address(), new byte[0]))
                    .endsWith("no whole answer within 0.2 s; 2 of 9 bytes of it came");
        }
    }

    @Test
    void anInterruptEndsAWaitAndIsNoFailureOfTheServers() throws Exception {
        try (ScriptedServer silent = new ScriptedServer();
                HttpLine line = new HttpLine(silent.address(), deadlines)) {
            Thread waiting = Thread.currentThread();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (silent.requests.isEmpty()) {
                                    Thread.onSpinWait();
                                }
                                waiting.interrupt();
                            });
            assertThat(catchThrowableOfType(InterruptedException.class, () -> get(line, silent)))
                    .isNotNull();
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void whoIsNotThereIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (HttpLine line = new HttpLine(URI.create("http://127.0.0.1:" + port), deadlines)) {
            assertThat(catchThrowableOfType(HttpFailure.class, () -> line.open(LONG)))
                    .hasMessage(
                            "http://127.0.0.1:"
                                    + port
                                    + ": nobody answers there; is the server running?");
        }
        try (HttpLine line = new HttpLine(URI.create("http://no.such.host.invalid"), deadlines)) {
            assertThat(catchThrowableOfType(HttpFailure.class, () -> line.open(LONG)))
                    .hasMessage(
                            "http://no.such.host.invalid: no host is called no.such.host.invalid");
        }
    }

    private static HttpAnswer get(HttpLine line, ScriptedServer server)
            throws HttpFailure, InterruptedException {
        return line.send(get(server.address()), 0, LONG);
    }

    private static PreparedRequest get(URI address) {
        return PreparedRequest.of(address, "GET", "/x", Map.of(), new byte[0]);
    }

    private String failure(String answer, HttpFailure.Kind kind) throws IOException {
        try (ScriptedServer server = new ScriptedServer(answer);
                HttpLine line = new HttpLine(server.address(), deadlines)) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> get(line, server));
            assertThat(failure.kind()).isEqualTo(kind);
            return String.valueOf(failure.getMessage());
        }
    }

    private String timeout(URI address, byte[] body) {
        PreparedRequest request = PreparedRequest.of(address, "POST", "/x", Map.of(), body);
        try (HttpLine line = new HttpLine(address, deadlines)) {
            HttpFailure failure =
                    catchThrowableOfType(
                            HttpFailure.class, () -> line.send(request, 0, Duration.ofMillis(200)));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
            return String.valueOf(failure.getMessage());
        }
    }
}
