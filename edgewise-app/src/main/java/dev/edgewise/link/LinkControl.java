package dev.edgewise.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A small HTTP endpoint that tells how a link is, and changes it while it runs.
///
///     GET /   the profile, connections, and for each direction what it carried and lost
///     PUT /   a profile as JSON, whole: what isn't given does not impair; answers like GET
///
/// What is refused gets `{"error": "..."}`. Files (traces, recordings) can be named only where the
/// endpoint listens on this machine alone. Who asks for it by another name than an address or
/// `localhost` is refused: a page elsewhere could have its name point here.
public final class LinkControl implements AutoCloseable {

    private static final int LONGEST_BODY = 64 << 10;
    private static final Pattern HOST =
            Pattern.compile("(?i)(?:localhost|[0-9.]+|\\[[0-9a-f:.%]+])(?::\\d+)?");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final EmulatedLink link;
    private final HttpServer server;
    private final boolean local;

    private LinkControl(EmulatedLink link, HttpServer server, boolean local) {
        this.link = link;
        this.server = server;
        this.local = local;
    }

    /// Listens at `listen` (port 0: any) until it is closed.
    ///
    /// @throws IOException if the port can't be had or the host is unknown
    public static LinkControl of(EmulatedLink link, InetSocketAddress listen) throws IOException {
        InetSocketAddress address = EmulatedLink.resolve(listen);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw EmulatedLink.cannotListen(listen, e);
        }
        InetAddress host = address.getAddress();
        LinkControl control = new LinkControl(link, server, host.isLoopbackAddress());
        server.createContext("/", control::answer);
        server.setExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("link control").factory()));
        server.start();
        return control;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            if (!HOST.matcher(host).matches()) {
                refuse(exchange, 421, "ask by address or localhost, not as '" + host + "'");
            } else if (!exchange.getRequestURI().getPath().equals("/")) {
                refuse(exchange, 404, "there is / alone");
            } else {
                switch (exchange.getRequestMethod()) {
                    case "GET" -> send(exchange, 200, statistics(link.statistics()));
                    case "PUT" -> change(exchange);
                    default -> {
                        exchange.getResponseHeaders().set("Allow", "GET, PUT");
                        refuse(exchange, 405, "there are GET and PUT");
                    }
                }
            }
        }
    }

    private void change(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            refuse(exchange, 413, "a profile has at most " + LONGEST_BODY + " bytes");
            return;
        }
        try {
            String json = new String(body, StandardCharsets.UTF_8);
            link.change(LinkJson.read("link", json, this::file));
        } catch (IllegalArgumentException e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
            return;
        }
        send(exchange, 200, statistics(link.statistics()));
    }

    private Path file(Path named) {
        if (!local) {
            throw new IllegalArgumentException(
                    "a file can be named only where --control is a loopback address");
        }
        return named;
    }

    private static ObjectNode statistics(LinkStatistics now) {
        ObjectNode node = JSON.createObjectNode();
        node.set("profile", LinkJson.node(now.profile()));
        node.put("seconds", now.age().toNanos() / 1e9);
        node.putObject("connections").put("open", now.open()).put("accepted", now.accepted());
        node.set("up", traffic(now.up()));
        node.set("down", traffic(now.down()));
        return node;
    }

    private static ObjectNode traffic(Traffic traffic) {
        return JSON.createObjectNode()
                .put("bytes", traffic.bytes())
                .put("bits_per_second", traffic.bitsPerSecond())
                .put("waiting_bytes", traffic.waitingBytes())
                .put("segments", traffic.segments())
                .put("lost", traffic.lost())
                .put("dropped", traffic.dropped())
                .put("timeouts", traffic.timeouts());
    }

    private static void refuse(HttpExchange exchange, int status, String reason)
            throws IOException {
        send(exchange, status, JSON.createObjectNode().put("error", reason));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer)
            throws IOException {
        byte[] body = (answer + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
