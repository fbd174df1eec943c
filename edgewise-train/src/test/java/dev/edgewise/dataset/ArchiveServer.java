package dev.edgewise.dataset;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A web server with one file, which does what a test tells it, request by request, and then what
/// a server should.
final class ArchiveServer implements AutoCloseable {

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final Path part;
    private volatile byte[] file;
    private volatile String etag = "\"one\"";

    /// @param part where the client keeps what has come
    ArchiveServer(byte[] file, Path part) throws IOException {
        this.file = file.clone();
        this.part = part;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/words.tar.gz");
    }

    /// The next request that has no answer yet gets this one.
    ArchiveServer then(Answer answer) {
        script.add(answer);
        return this;
    }

    ArchiveServer then(int status, String... headers) {
        return then(
                exchange -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
    }

    /// The whole file, or its rest, begins, and the connection breaks once `bytes` have arrived.
    ArchiveServer thenBreakAfter(int bytes) {
        return then(exchange -> serve(exchange, bytes));
    }

    void replace(byte[] other, String otherTag) {
        file = other.clone();
        etag = otherTag;
    }

    /// The requests so far.
    List<Headers> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders());
        Answer answer = script.poll();
        if (answer == null) {
            serve(exchange, Integer.MAX_VALUE);
        } else {
            answer.to(exchange);
        }
    }

    /// What a server should do.
    void serve(HttpExchange exchange, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        int from = 0;
        if (range != null && (condition == null || condition.equals(etag))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
        exchange.getResponseHeaders().set("ETag", etag);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        send(exchange, from > 0 ? 206 : 200, from, most);
    }

    void send(HttpExchange exchange, int status, int from, int most) throws IOException {
        byte[] rest = Arrays.copyOfRange(file, from, file.length);
        exchange.sendResponseHeaders(status, rest.length);
        OutputStream body = exchange.getResponseBody();
        body.write(rest, 0, Math.min(most, rest.length));
        body.flush();
        if (most < rest.length) {
            awaitPart(from + most);
        }
        exchange.close();
    }

    /// Waits until the client has `size` bytes: what is under way when a connection breaks is lost.
    void awaitPart(long size) throws IOException {
        try {
            for (int i = 0; i < 3000 && Files.exists(part) && Files.size(part) < size; i++) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
