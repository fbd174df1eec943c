package dev.edgewise.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client of `/v1/stream`, by the JDK's WebSocket.
final class StreamClient implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_SECONDS = 45;

    /// How a stream was closed by the server.
    record Closed(int code, String reason) {}

    private final StringBuilder part = new StringBuilder();
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final WebSocket socket;

    /// Opens a stream; `query` begins with a question mark or is empty.
    StreamClient(HttpClient http, int port, String query) throws IOException {
        try {
            socket =
                    http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + port + "/v1/stream" + query),
                                    this)
                            .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new IOException("refused: " + refused.getResponse().statusCode(), e);
            }
            throw new IOException(e);
        }
    }

    void send(byte[] samples) {
        socket.sendBinary(ByteBuffer.wrap(samples), true).join();
    }

    void send(byte[] samples, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(samples), last).join();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /// Sends a ping, and waits for its pong.
    String ping(String text) throws IOException {
        socket.sendPing(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .join();
        return get(pong);
    }

    /// The next message.
    String next() throws IOException {
        try {
            String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("no message came");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Waits for the server to close, and gives why.
    Closed closed() throws IOException {
        return get(closed);
    }

    /// The messages that came and weren't taken.
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        messages.drainTo(rest);
        return rest;
    }

    private static <T> T get(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("it didn't come", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        pong.complete(java.nio.charset.StandardCharsets.UTF_8.decode(message).toString());
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(new Closed(statusCode, reason));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
