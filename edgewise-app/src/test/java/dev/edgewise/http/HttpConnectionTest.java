package dev.edgewise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String OK = ScriptedServer.answer("200 OK", "", "yes");

    @Test
    void requestsShareOneConnection() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OK, OK);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            http.post("/a", "text/plain", new byte[] {'x', 'y'});
            HttpAnswer second = http.get("/b?c=1");
            assertThat(second.text()).isEqualTo("yes");
            assertThat(server.connections).hasValue(1);
            assertThat(server.requests.poll())
                    .startsWith("POST /a HTTP/1.1\r\n")
                    .contains("Content-Type: text/plain\r\n")
                    .endsWith("\r\n\r\nxy");
            assertThat(server.requests.poll()).startsWith("GET /b?c=1 HTTP/1.1\r\n");
        }
    }

    @Test
    void aKeptConnectionThatWasClosedIsOpenedAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(OK + ScriptedServer.CLOSE, OK);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            http.get("/");
            server.awaitClosed();
            HttpAnswer second = http.get("/");
            assertThat(second.text()).isEqualTo("yes");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void aRequestThatTheServerTookIsNeverSentAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OK, "", OK);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            http.get("/");
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/x"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.BROKEN);
            assertThat(server.requests).hasSize(2);
            http.get("/y");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void anAnswerThatClosesTheConnectionIsTheLastOnIt() throws IOException {
        String last = ScriptedServer.answer("200 OK", "Connection: close\r\n", "yes");
        try (ScriptedServer server = new ScriptedServer(last, OK);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            http.get("/");
            http.get("/");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void aServerThatIsDownIsNamed() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (HttpConnection http = new HttpConnection(nobody, LONG)) {
            HttpFailure failure =
                    catchThrowableOfType(HttpFailure.class, () -> http.get("/v1/files"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.UNREACHABLE);
            assertThat(failure)
                    .hasMessage(nobody + ": nobody answers there; is the server running?");
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        try (HttpConnection http =
                new HttpConnection(URI.create("http://no-such-host.invalid:80"), LONG)) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.UNREACHABLE);
            assertThat(failure)
                    .hasMessage(
                            "http://no-such-host.invalid:80: no host is called"
                                    + " no-such-host.invalid");
        }
    }

    @Test
    void aSilentServerRunsIntoTheTimeout() throws IOException {
        try (ScriptedServer server = new ScriptedServer();
                HttpConnection http =
                        new HttpConnection(server.address(), Duration.ofMillis(300))) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/slow"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
            assertThat(failure).hasMessage(server.address() + "/slow: no answer within 0.3 s");
        }
    }

    @Test
    void aServerThatStopsReadingRunsIntoTheTimeout() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpConnection http =
                        new HttpConnection(
                                URI.create("http://127.0.0.1:" + deaf.getLocalPort()),
                                Duration.ofMillis(300))) {
            HttpFailure failure =
                    catchThrowableOfType(
                            HttpFailure.class,
                            () -> http.post("/", "application/octet-stream", new byte[32 << 20]));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
        }
    }

    @Test
    void anAnswerThatEndsTooSoonIsAFailure() throws IOException {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf" + ScriptedServer.CLOSE;
        try (ScriptedServer server = new ScriptedServer(half);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/x"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.HALF);
            assertThat(failure)
                    .hasMessage(
                            server.address()
                                    + "/x: the connection ended before the answer did; 4 of 10"
                                    + " bytes of it came");
        }
    }

    @Test
    void whatIsNoHttpIsAFailureInOneLine() throws IOException {
        try (ScriptedServer server = new ScriptedServer("SSH-2.0-x\r\nhello\r\n\r\n");
                HttpConnection http =
                        new HttpConnection(server.address(), Duration.ofMillis(500))) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/x"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.MALFORMED);
            assertThat(failure)
                    .hasMessage(
                            server.address()
                                    + "/x: the answer isn't HTTP: it begins with 'SSH-2.0-x'");
        }
    }

    @Test
    void anAnswerThatClaimsToBeHugeIsNotRead() throws IOException {
        String huge = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(huge);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/x"));
            assertThat(failure)
                    .hasMessage(server.address() + "/x: the answer is larger than 80 MiB");
        }
    }

    @Test
    void aLargeBodyGoesOutWholeAndAChunkedAnswerComesBack() throws IOException {
        byte[] body = new byte[3_000_000];
        java.util.Arrays.fill(body, (byte) 'x');
        String chunked =
                String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "2",
                        "ye",
                        "1",
                        "s",
                        "0",
                        "",
                        "");
        try (ScriptedServer server = new ScriptedServer(chunked, OK);
                HttpConnection http = new HttpConnection(server.address(), LONG)) {
            assertThat(http.put("/large", "application/octet-stream", body).text())
                    .isEqualTo("yes");
            http.get("/");
            assertThat(server.connections).hasValue(1);
            assertThat(server.requests.poll())
                    .startsWith("PUT /large HTTP/1.1\r\n")
                    .contains("\r\nContent-Length: 3000000\r\n")
                    .endsWith("\r\n\r\n" + "x".repeat(3_000_000));
        }
    }

    @Test
    void anAnswerThatDripsEndsAtTheTimeout() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
                HttpConnection http =
                        new HttpConnection(server.address(), Duration.ofMillis(300))) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get("/x"));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
            assertThat(failure)
                    .hasMessage(
                            server.address()
                                    + "/x: no whole answer within 0.3 s; 2 of 9 bytes of it came");
        }
    }

    @Test
    void onlyAddressesOfServersAreTaken() {
        assertThat(HttpConnection.address("http://host:1/")).isEqualTo(URI.create("http://host:1"));
        for (String text :
                new String[] {"host:1", "", "ftp://host", "http://", "http://h?q", "/"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpConnection.address(text))
                    .withMessage(
                            "'" + text + "' is no address of a server, expected http://HOST:PORT");
        }
    }

    @Test
    void pathsAreEncoded() {
        assertThat(HttpConnection.encoded("ja/ä b#1?.wav")).isEqualTo("ja/%C3%A4%20b%231%3F.wav");
    }
}
