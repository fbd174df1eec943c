package dev.edgewise.serve.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.context.Context;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.websocket.WsConfig;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// The server's end of a connection over which given bytes come, and then none. It keeps what is
/// written.
final class FakeSocket implements ConnectionContext, ListenerContext, DataWriter {

    private static final ListenerConfig CONFIG =
            ListenerConfig.builder().addProtocol(WsConfig.create()).buildPrototype();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final DataReader reader;

    FakeSocket(byte[] bytes) {
        Deque<byte[]> coming = new ArrayDeque<>(List.of(bytes));
        reader = DataReader.create(coming::poll);
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public void write(BufferData... buffers) {
        for (BufferData buffer : buffers) {
            write(buffer);
        }
    }

    @Override
    public void write(BufferData buffer) {
        written.writeBytes(buffer.readBytes());
    }

    @Override
    public void writeNow(BufferData... buffers) {
        write(buffers);
    }

    @Override
    public void writeNow(BufferData buffer) {
        write(buffer);
    }

    @Override
    public DataWriter dataWriter() {
        return this;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return this;
    }

    @Override
    public ListenerConfig config() {
        return CONFIG;
    }

    @Override
    public String socketId() {
        return "fake";
    }

    @Override
    public String childSocketId() {
        return "fake";
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public PeerInfo remotePeer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerInfo localPeer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Router router() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExecutorService executor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Context context() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MediaContext mediaContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ContentEncodingContext contentEncodingContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectHandlers directHandlers() {
        throw new UnsupportedOperationException();
    }
}
