package dev.edgewise.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A connection as bytes both ways, with TLS or without. Closing it, from whatever thread, ends
/// what waits for it.
final class Duplex {

    private final SocketChannel channel;
    private @Nullable SSLSocket secured;
    private int patienceMillis;

    private Duplex(SocketChannel channel) {
        this.channel = channel;
    }

    static Duplex unconnected() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Duplex(channel);
    }

    /// From now on connecting, and each read, gives up after so long with a
    /// [java.net.SocketTimeoutException]; without patience they wait until it is closed.
    void patience(Duration longest) throws IOException {
        // 0 would mean for ever.
        patienceMillis = Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE);
        channel.socket().setSoTimeout(patienceMillis);
    }

    /// Connects, and shakes hands where `server` wants TLS.
    ///
    /// @throws java.net.UnknownHostException if nobody knows the host
    void connect(ServerAddress server, Access access) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
        if (patienceMillis > 0) {
            channel.socket().connect(address, patienceMillis);
        } else {
            channel.connect(address);
        }
        if (server.secure()) {
            SSLSocketFactory factory =
                    access.tls()
                            .map(SSLContext::getSocketFactory)
                            .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
            SSLSocket socket =
                    (SSLSocket)
                            factory.createSocket(
                                    channel.socket(), server.host(), server.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            secured = socket;
        }
    }

    void write(ByteBuffer... parts) throws IOException {
        SSLSocket tls = secured;
        if (tls != null) {
            OutputStream out = tls.getOutputStream();
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                out.write(bytes);
            }
            out.flush();
            return;
        }
        ByteBuffer last = parts[parts.length - 1];
        do {
            if (parts.length == 1) {
                channel.write(last);
            } else {
                channel.write(parts);
            }
        } while (last.hasRemaining());
    }

    int read(byte[] into, int offset, int length) throws IOException {
        SSLSocket tls = secured;
        if (tls != null) {
            InputStream in = tls.getInputStream();
            return in.read(into, offset, length);
        }
        // A channel's own reads know no time.
        return patienceMillis > 0
                ? channel.socket().getInputStream().read(into, offset, length)
                : channel.read(ByteBuffer.wrap(into, offset, length));
    }

    /// Whether the server has closed it, or said something unasked, which is as bad. Under TLS
    /// there is no telling.
    boolean hasEnded() {
        if (secured != null) {
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

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
