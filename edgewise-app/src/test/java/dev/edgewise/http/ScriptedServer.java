package dev.edgewise.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that answers each request with the next of its answers, byte for byte, and closes the
/// connection where an answer is empty or ends with [#CLOSE]. When it has none left it is silent.
final class ScriptedServer implements AutoCloseable {

    static final String CLOSE = "<close>";

    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedServer(String... answers) throws IOException {
        this.answers.addAll(java.util.List.of(answers));
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static String answer(String status, String headers, String body) {
        return "HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(status, body.length(), headers, body);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            talk(socket);
        } finally {
            closed.countDown();
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                int length = 0;
                for (String line : head.split("\r\n", -1)) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                }
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                requests.add(head + "\r\n\r\n" + body);
                String answer = answers.poll();
                if (answer == null) {
                    in.read();
                    return;
                }
                socket.getOutputStream()
                        .write(answer.replace(CLOSE, "").getBytes(StandardCharsets.UTF_8));
                if (answer.isEmpty() || answer.endsWith(CLOSE)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone, which some tests want.
            return;
        }
    }

    /// Waits until a connection has been closed from this end.
    void awaitClosed() throws InterruptedException {
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.substring(0, head.length() - 4);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
