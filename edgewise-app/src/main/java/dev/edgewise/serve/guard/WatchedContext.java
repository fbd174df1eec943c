package dev.edgewise.serve.guard;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// A connection's context whose reads and writes are watched.
public final class WatchedContext implements ConnectionContext {

    private final ConnectionContext context;
    private final Watched watched;
    private final DataReader reader;
    private final DataWriter writer;
    private byte @Nullable [] read;

    public WatchedContext(ConnectionContext context, Watched watched) {
        this.context = context;
        this.watched = watched;
        DataReader before = context.dataReader();
        // What was looked at to tell the protocol has been read already.
        read = before.available() > 0 ? before.readBytes(before.available()) : null;
        reader = DataReader.create(this::next);
        writer = new WatchedWriter(context.dataWriter(), watched);
        watched.answersWith(context.dataWriter());
    }

    @SuppressWarnings("NullAway") // The reader takes null as the end.
    private byte[] next() {
        byte[] before = read;
        if (before != null) {
            read = null;
            return before;
        }
        return watched.read(context.serverSocket());
    }

    /// Whether the client has closed its side. Asked by the connection's own thread, while it reads
    /// nothing. If the next request has begun to come, its first byte is kept for the next read.
    ///
    /// Under TLS it isn't seen: what comes can't be told from the end without being decrypted.
    public boolean isGone() {
        if (read != null || context.isSecure()) {
            return false;
        }
        byte[] first = new byte[1];
        int bytes = watched.look(ByteBuffer.wrap(first));
        if (bytes > 0) {
            read = first;
        }
        return bytes < 0;
    }

    public Watched watched() {
        return watched;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
