package dev.edgewise.serve;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One gRPC call over HTTP/2 by hand (RFC 9113), so that a test decides when each byte is sent, and
/// whether an answer is taken.
final class GrpcWire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 40_000;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;

    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private static final short MOST_CALLS = 3;
    private static final short WINDOW = 4;

    /// How a call ended: by a gRPC status with its message, or by a reset, or with its connection.
    record End(String status, String message) {
        static final End RESET = new End("reset", "");
        static final End CLOSED = new End("closed", "");
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private int mostCalls;

    /// A connection on which nothing was said yet.
    GrpcWire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// A call of `method`, whose answer may have `window` bytes.
    static GrpcWire call(int port, String method, int window) throws IOException {
        GrpcWire wire = new GrpcWire(port);
        wire.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        wire.frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort(WINDOW).putInt(window).array());
        wire.frame(
                HEADERS,
                END_HEADERS,
                1,
                headers(
                        ":method", "POST",
                        ":scheme", "http",
                        ":path", "/" + method,
                        ":authority", "localhost",
                        "content-type", "application/grpc",
                        "te", "trailers"));
        return wire;
    }

    void raw(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
        out.flush();
    }

    /// Literal fields, never Huffman-coded (RFC 7541, section 6.2.2).
    private static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] text = namesAndValues[i].getBytes(StandardCharsets.US_ASCII);
            block.write(text.length);
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    /// Sends the begin of a message that is said to have `length` bytes.
    void begin(int length, byte[] first) throws IOException {
        send(ByteBuffer.allocate(5 + first.length).put((byte) 0).putInt(length).put(first).array());
    }

    /// Sends more of a message.
    void send(byte[] bytes) throws IOException {
        int most = 1 << 14;
        for (int from = 0; from < bytes.length; from += most) {
            int to = Math.min(bytes.length, from + most);
            frame(DATA, 0, 1, Arrays.copyOfRange(bytes, from, to));
        }
    }

    /// Says that nothing more comes.
    void finish() throws IOException {
        frame(DATA, END_STREAM, 1, new byte[0]);
    }

    /// Waits for the call's end.
    End end() throws IOException, Http2Exception {
        while (true) {
            byte[] payload;
            int type;
            int flags;
            try {
                int head = in.readInt();
                type = head & 0xff;
                flags = in.read();
                in.readInt();
                payload = in.readNBytes(head >>> 8);
            } catch (EOFException e) {
                return End.CLOSED;
            }
            switch (type) {
                case SETTINGS -> settings(flags, payload);
                case PING -> acknowledge(PING, flags, payload);
                case HEADERS -> {
                    Http2Headers headers =
                            decoder.decodeHeaders(1, Unpooled.wrappedBuffer(payload));
                    if ((flags & END_STREAM) != 0) {
                        return new End(
                                String.valueOf(headers.get("grpc-status")),
                                String.valueOf(headers.get("grpc-message")));
                    }
                }
                case RESET -> {
                    return End.RESET;
                }
                default -> {}
            }
        }
    }

    private void settings(int flags, byte[] payload) throws IOException {
        ByteBuffer settings = ByteBuffer.wrap(payload);
        while (settings.hasRemaining()) {
            short name = settings.getShort();
            int value = settings.getInt();
            if (name == MOST_CALLS) {
                mostCalls = value;
            }
        }
        acknowledge(SETTINGS, flags, new byte[0]);
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACK) == 0) {
            frame(type, ACK, 0, payload);
        }
    }

    /// How many calls the server lets a connection have at once, as far as was read.
    int mostCalls() {
        return mostCalls;
    }

    /// Whether the server has closed its end.
    boolean ended() throws IOException {
        while (in.read() >= 0) {}
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
