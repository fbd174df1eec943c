package dev.edgewise.serve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// HTTP by hand over one socket, so that a test decides every byte that is sent.
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /// An answer; header names in lower case, and the body as text and as bytes.
    public static final class Answer {

        private final int status;
        private final Map<String, String> headers;
        private final byte[] bytes;

        private Answer(int status, Map<String, String> headers, byte[] bytes) {
            this.status = status;
            this.headers = headers;
            this.bytes = bytes;
        }

        public int status() {
            return status;
        }

        public Map<String, String> headers() {
            return headers;
        }

        public byte[] bytes() {
            return bytes;
        }

        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// Sends a request with a body of known length, and waits for the answer.
    public Answer ask(String method, String path, String headers, byte[] body) throws IOException {
        send(
                method + " " + path + " HTTP/1.1",
                headers + "Content-Length: " + body.length + "\r\n");
        out.write(body);
        return answer(method.equals("HEAD"));
    }

    public Answer ask(String method, String path) throws IOException {
        send(method + " " + path + " HTTP/1.1", "");
        return answer(method.equals("HEAD"));
    }

    /// Sends a request line and headers; each header ends its line itself.
    public void send(String line, String headers) throws IOException {
        raw(line + "\r\nHost: localhost\r\n" + headers + "\r\n");
    }

    public void raw(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /// Waits for an answer.
    public Answer answer(boolean bodiless) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = bodiless ? new byte[0] : in.readNBytes(length);
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    /// How many bytes come until the server closes its end.
    public long untilTheEnd() throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    /// Whether the server has closed its end.
    public boolean ended() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
