package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The control endpoint over real sockets.
class LinkControlTest {

    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EmulatedLink link = new EmulatedLink(LinkProfile.parse("rtt=2ms"), problem -> {});
    private final HttpClient client = HttpClient.newHttpClient();

    private LinkControl control;

    @BeforeEach
    void listen() throws IOException {
        control = LinkControl.of(link, ANY);
    }

    @AfterEach
    void close() {
        client.close();
        control.close();
        link.close();
    }

    @Test
    void itTellsTheProfileAndWhatEachDirectionCarried() throws Exception {
        try (Peer peer = Peer.forTransfers();
                Socket socket = Peer.connect(link.carry(ANY, peer.address()))) {
            Peer.transfer(socket, 1000, 50_000);
            HttpResponse<String> answer = get();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            JsonNode told = JsonMapper.shared().readTree(answer.body());
            assertThat(told.at("/profile/rtt").asString()).isEqualTo("2ms");
            assertThat(told.at("/connections/open").asInt()).isEqualTo(1);
            assertThat(told.at("/connections/accepted").asInt()).isEqualTo(1);
            assertThat(told.at("/up/bytes").asInt()).isEqualTo(1000);
            assertThat(told.at("/up/segments").asInt()).isEqualTo(1);
            assertThat(told.at("/down/segments").asInt()).isGreaterThanOrEqualTo(35);
            assertThat(told.at("/down/lost").asInt()).isZero();
            assertThat(told.at("/seconds").asDouble()).isPositive();
        }
    }

    @Test
    void aNewProfileHoldsAtOnceForOpenConnectionsToo() throws Exception {
        try (Peer peer = Peer.forTransfers();
                Socket socket = Peer.connect(link.carry(ANY, peer.address()))) {
            Peer.transfer(socket, 9, 1);
            HttpResponse<String> answer = put("{\"rtt\": \"300ms\", \"loss\": \"0.5%\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode told = JsonMapper.shared().readTree(answer.body());
            assertThat(told.at("/profile/rtt").asString()).isEqualTo("300ms");
            assertThat(told.at("/profile/loss").asString()).isEqualTo("0.5%");
            assertThat(Peer.transfer(socket, 9, 1)).isGreaterThanOrEqualTo(300);
            assertThat(put("\"loopback\"").statusCode()).isEqualTo(200);
            assertThat(link.statistics().profile().name()).isEqualTo("loopback");
        }
    }

    @Test
    void whatItTellsAsProfileCanBePutBack() throws Exception {
        put("{\"name\": \"mine\", \"rtt\": \"5ms\", \"up\": \"3M\"}");
        JsonNode told = JsonMapper.shared().readTree(get().body()).get("profile");
        LinkProfile before = link.statistics().profile();
        assertThat(before.name()).isEqualTo("mine");
        assertThat(put(told.toString()).statusCode()).isEqualTo(200);
        assertThat(link.statistics().profile()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"rtt\": \"40\"}; link: rtt needs a time such as 40ms, got '40'",
                "{\"speed\": \"1\"}; link: 'speed=1' is none of rtt=,",
                "{\"up-trace\": \"none\"}; link: no such file: none",
                "rtt=40ms; link: expected JSON such as {\"rtt\": \"40ms\"}, line 1 is none",
                "\"isdn\"; no link profile 'isdn': known are",
            })
    void aWrongProfileIsRefusedWithTheReasonAndNothingChanges(String body, String reason)
            throws Exception {
        HttpResponse<String> answer = put(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("error").asString())
                .startsWith(reason);
        assertThat(link.statistics().profile().spec()).startsWith("rtt=2ms");
    }

    @Test
    void otherPathsMethodsAndLongBodiesAreRefused() throws Exception {
        URI elsewhere = uri(control).resolve("/else");
        assertThat(send(HttpRequest.newBuilder(elsewhere)).statusCode()).isEqualTo(404);
        HttpResponse<String> deleted = send(HttpRequest.newBuilder(uri(control)).DELETE());
        assertThat(deleted.statusCode()).isEqualTo(405);
        assertThat(deleted.headers().firstValue("Allow")).hasValue("GET, PUT");
        assertThat(put(" ".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void whoAsksByAnotherNameIsRefused() throws Exception {
        try (Socket socket = Peer.connect(control.address())) {
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421 ")
                    .endsWith(
                            "{\"error\":\"ask by address or localhost, not as 'example.org'\"}\n");
        }
    }

    @Test
    void filesAreReadOnlyForThisMachine(@TempDir Path folder) throws Exception {
        Path trace = Files.writeString(folder.resolve("up.trace"), "1\n2\n");
        String body = JsonMapper.shared().createObjectNode().put("up-trace", trace.toString()) + "";
        assertThat(put(body).statusCode()).isEqualTo(200);
        LinkProfile before = link.statistics().profile();
        try (LinkControl open =
                LinkControl.of(link, InetSocketAddress.createUnresolved("0.0.0.0", 0))) {
            URI uri = URI.create("http://127.0.0.1:" + open.address().getPort() + "/");
            for (String named : new String[] {body, "\"some.json\""}) {
                HttpResponse<String> answer =
                        send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(named)));
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body())
                        .contains("a file can be named only where --control is a loopback address");
            }
        }
        assertThat(link.statistics().profile()).isEqualTo(before);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> LinkControl.of(link, control.address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        ":" + control.address().getPort() + ": Address already in use");
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(control)));
    }

    private HttpResponse<String> put(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(control)).PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(LinkControl control) {
        return URI.create("http://127.0.0.1:" + control.address().getPort() + "/");
    }
}
