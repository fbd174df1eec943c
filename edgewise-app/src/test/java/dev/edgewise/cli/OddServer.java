package dev.edgewise.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server of the Open Inference Protocol with one model, `m`, that answers as a test wants:
/// with bytes of the test's own, as slowly as it likes. A thread a connection, so that one
/// answer doesn't wait for another.
final class OddServer implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]*)\"");
    private static final String METADATA =
            """
            {"name":"m","versions":["1"],"platform":"odd",
             "inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],
             "outputs":[{"name":"y","datatype":"FP32","shape":[-1,3]}]}""";

    /// Answers a request for inference.
    @FunctionalInterface
    interface Answers {
        /// Writes one.
        ///
        /// @param id what the client called the request
        void write(String id, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Answers answers;
    private final Supplier<String> statistics;

    OddServer(Answers answers) throws IOException {
        this(answers, () -> "");
    }

    /// One that keeps statistics.
    ///
    /// @param statistics what it tells of them now; empty for nothing
    OddServer(Answers answers, Supplier<String> statistics) throws IOException {
        this.answers = answers;
        this.statistics = statistics;
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /// The answer that is right.
    static String right(String id) {
        return answer("m", id, "FP32", "[1,3]", "[1,2,3]");
    }

    static String answer(String model, String id, String datatype, String shape, String data) {
        return "{\"model_name\":\"%s\",\"id\":\"%s\",\"outputs\":[{\"name\":\"y\","
                        .formatted(model, id)
                + "\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}]}"
                        .formatted(datatype, shape, data);
    }

    /// An answer of HTTP with this body.
    static byte[] http(String body) {
        return http("200 OK", body);
    }

    static byte[] http(String status, String body) {
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.length(), body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // It is closed.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String body = new String(in.readNBytes(length(head)), StandardCharsets.ISO_8859_1);
                if (head.startsWith("POST /v2/models/m/infer ")) {
                    Matcher id = ID.matcher(body);
                    answers.write(id.find() ? id.group(1) : "", out);
                } else if (head.startsWith("GET /v2/models/m ")) {
                    out.write(http(METADATA));
                } else if (head.startsWith("GET /v2/models/m/stats ")
                        && !statistics.get().isEmpty()) {
                    out.write(http(statistics.get()));
                } else if (head.startsWith("POST /v2/repository/index ")) {
                    out.write(http("[{\"name\":\"m\",\"version\":\"1\",\"state\":\"READY\"}]"));
                } else {
                    out.write(http("404 Not Found", "{}"));
                }
            }
        } catch (IOException e) {
            // The client has gone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring("content-length:".length()).strip());
            }
        }
        return 0;
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
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
