package dev.edgewise.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PlainSocket;
import io.helidon.common.socket.TlsSocket;
import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.ClientConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;

/// One open TCP connection, with TLS or without, in the form that the HTTP client speaks over. It
/// can tell whether the server has closed it meanwhile without sending anything.
final class Wire implements ClientConnection {

    private static final AtomicLong COUNT = new AtomicLong();

    private final SocketChannel channel;
    private final Socket socket;
    private final HelidonSocket helidonSocket;
    private final DataReader reader;
    private final DataWriter writer;
    private final boolean secure;
    private final String id;

    private Wire(SocketChannel channel, Socket socket, HelidonSocket helidonSocket, String id) {
        this.channel = channel;
        this.socket = socket;
        this.helidonSocket = helidonSocket;
        this.secure = helidonSocket.isSecure();
        this.reader = DataReader.create(helidonSocket);
        this.writer = new Unbuffered(helidonSocket);
        this.id = id;
    }

    /// Connects to `server` within `timeout`.
    ///
    /// @throws java.net.UnknownHostException if nobody knows the host
    /// @throws IOException if nobody answers there
    static Wire open(ServerAddress server, Tls tls, Duration timeout) throws IOException {
        // By the name that was given, also where that is a number: TLS asks the certificate for it.
        InetAddress host =
                InetAddress.getByAddress(
                        server.host(), InetAddress.getByName(server.host()).getAddress());
        InetSocketAddress address = new InetSocketAddress(host, server.port());
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Socket socket = channel.socket();
            socket.connect(address, millis(timeout));
            socket.setSoTimeout(millis(timeout));
            String id = "edgewise-" + COUNT.incrementAndGet();
            if (!server.secure()) {
                return new Wire(channel, socket, PlainSocket.client(socket, id), id);
            }
            SSLSocket secured = tls.createSocket(List.of("http/1.1"), socket, address);
            secured.startHandshake();
            return new Wire(channel, secured, TlsSocket.client(secured, id), id);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Whether the server has closed the connection, or said something unasked, which is as bad.
    /// Under TLS there is no telling.
    boolean ended() {
        if (secure) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /// Writes at once what it is given: a request comes in one piece.
    private record Unbuffered(HelidonSocket socket) implements DataWriter {

        @Override
        public void write(BufferData... buffers) {
            for (BufferData buffer : buffers) {
                socket.write(buffer);
            }
        }

        @Override
        public void write(BufferData buffer) {
            socket.write(buffer);
        }

        @Override
        public void writeNow(BufferData... buffers) {
            write(buffers);
        }

        @Override
        public void writeNow(BufferData buffer) {
            write(buffer);
        }
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return writer;
    }

    @Override
    public String channelId() {
        return id;
    }

    @Override
    public HelidonSocket helidonSocket() {
        return helidonSocket;
    }

    @Override
    public void readTimeout(Duration readTimeout) {
        try {
            socket.setSoTimeout(millis(readTimeout));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// At least a millisecond, because 0 would mean for ever.
    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    @Override
    public boolean isConnected() {
        return channel.isOpen();
    }

    /// The answer has been read: the connection is kept.
    @Override
    public void releaseResource() {}

    @Override
    public void closeResource() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
