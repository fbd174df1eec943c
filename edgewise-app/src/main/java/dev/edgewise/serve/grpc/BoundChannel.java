package dev.edgewise.serve.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A socket that listens already, handed over to Netty, with a limit of open connections: those
/// past it are closed at once, which tells a client to come again later.
final class BoundChannel extends NioServerSocketChannel {

    private final int limit;
    private final AtomicInteger connections = new AtomicInteger();

    BoundChannel(ServerSocketChannel socket, int limit) {
        super(socket);
        this.limit = limit;
    }

    @Override
    protected void doBind(SocketAddress address) {
        // It is bound.
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int count = super.doReadMessages(accepted);
        if (count > 0 && accepted.getLast() instanceof Channel connection) {
            if (connections.incrementAndGet() > limit) {
                accepted.removeLast();
                connections.decrementAndGet();
                connection.unsafe().closeForcibly();
            } else {
                connection.closeFuture().addListener(closed -> connections.decrementAndGet());
            }
        }
        return count;
    }
}
