package dev.edgewise.serve;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client of `/v1/stream` by hand, so that a test decides every frame that is sent and sees every
/// frame that comes.
final class StreamWire implements AutoCloseable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int FINAL = 0x80;

    /// A frame of the server's.
    ///
    /// @param code of a close; 0 for others
    record Frame(int opcode, int code, String text) {}

    private final Socket socket;
    private final DataInputStream in;

    /// Opens a stream; `query` begins with a question mark or is empty.
    StreamWire(int port, String query) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        String request =
                """
                GET /v1/stream%s HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                \r
                """
                        .formatted(query);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + head);
        }
    }

    /// Sends a whole frame under a mask of zeros.
    void send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FINAL | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /// The next frame.
    ///
    /// @throws EOFException if none comes any more
    Frame next() throws IOException {
        int opcode = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] payload = in.readNBytes(length);
        if (opcode == CLOSE) {
            int code = ByteBuffer.wrap(payload).getShort();
            return new Frame(
                    opcode, code, new String(payload, 2, length - 2, StandardCharsets.UTF_8));
        }
        return new Frame(opcode, 0, new String(payload, StandardCharsets.UTF_8));
    }

    /// All frames that come until the server ends the connection.
    List<Frame> rest() throws IOException {
        List<Frame> rest = new ArrayList<>();
        try {
            while (true) {
                rest.add(next());
            }
        } catch (EOFException | SocketException e) {
            return rest;
        }
    }

    /// Goes away without a word.
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
