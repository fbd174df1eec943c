package dev.edgewise.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server in this process: a test says how it answers, and sees what it was asked.
final class FakeServer implements AutoCloseable {

    /// What was asked; a character of the body is a byte.
    record Request(String method, String path, String type, String body) {}

    /// What is answered; a character of the body is a byte.
    record Answer(int status, String timing, String body) {

        static Answer of(int status, String body) {
            return new Answer(status, "", body);
        }
    }

    /// Answers a request.
    interface Handler {
        Answer handle(Request request);
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeServer(Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, handler));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Request request =
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        type == null ? "" : type,
                        new String(
                                exchange.getRequestBody().readAllBytes(),
                                StandardCharsets.ISO_8859_1));
        requests.add(request);
        Answer answer = handler.handle(request);
        if (!answer.timing().isEmpty()) {
            exchange.getResponseHeaders().add("Server-Timing", answer.timing());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
