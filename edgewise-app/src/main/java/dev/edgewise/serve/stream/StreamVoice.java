package dev.edgewise.serve.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.WsSession;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What is said over one stream, by whichever thread: a frame at a time, and nothing once it was
/// said that the stream ends (RFC 6455, section 5.5.1).
///
/// Each of its methods throws [CloseConnectionException] if the other side has gone away.
final class StreamVoice {

    private volatile boolean closing;
    private volatile long bytes;

    /// Whether it was said that the stream ends, or is about to be.
    boolean isClosing() {
        return closing;
    }

    /// How many bytes of text were said.
    long bytes() {
        return bytes;
    }

    synchronized void tell(WsSession session, String message) {
        if (!closing) {
            write(() -> session.send(message, true));
            bytes += message.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    synchronized void pong(WsSession session, byte[] payload) {
        if (!closing) {
            write(() -> session.pong(BufferData.create(payload)));
        }
    }

    /// Says that the stream ends. Who is about to say something else meanwhile leaves it.
    void end(WsSession session, StreamEnd end) {
        closing = true;
        synchronized (this) {
            write(() -> session.close(end.code(), end.getMessage()));
        }
    }

    private static void write(Runnable frame) {
        try {
            frame.run();
        } catch (SocketWriterException | UncheckedIOException e) {
            throw new CloseConnectionException("the client went away", e);
        }
    }
}
