package dev.edgewise.serve.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The connections that are open: no more than a limit, and none that hasn't begun to speak HTTP/2
/// in time, TLS included.
final class Connections {

    private final int limit;
    private final long patienceNanos;
    private final LongSupplier clock;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Map<Channel, Long> opening = new ConcurrentHashMap<>();

    /// @param limit how many there may be
    /// @param patience until when a connection must have begun
    /// @param clock tells nanoseconds as [System#nanoTime()] does
    Connections(int limit, Duration patience, LongSupplier clock) {
        this.limit = limit;
        patienceNanos = patience.toNanos();
        this.clock = clock;
    }

    /// Takes in a connection that was accepted; not if there are too many.
    boolean add(Channel connection) {
        if (open.size() >= limit) {
            return false;
        }
        open.add(connection);
        opening.put(connection, clock.getAsLong());
        connection.closeFuture().addListener(closed -> remove(connection));
        return true;
    }

    private void remove(Channel connection) {
        open.remove(connection);
        opening.remove(connection);
    }

    /// Closes those that have not begun in time.
    void look() {
        long now = clock.getAsLong();
        opening.forEach(
                (connection, since) -> {
                    if (hasBegun(connection)) {
                        opening.remove(connection);
                    } else if (now - since > patienceNanos) {
                        cut(connection);
                    }
                });
    }

    /// Closes the connection with `client`.
    void close(SocketAddress client) {
        for (Channel connection : open) {
            if (client.equals(connection.remoteAddress())) {
                cut(connection);
            }
        }
    }

    /// Closes it below HTTP/2 and TLS, which would wait for their last words to be taken.
    private static void cut(Channel connection) {
        ChannelFuture _ = connection.pipeline().firstContext().close();
    }

    private static boolean hasBegun(Channel connection) {
        Http2ConnectionHandler http2 = connection.pipeline().get(Http2ConnectionHandler.class);
        return http2 != null && http2.decoder().prefaceReceived();
    }
}
