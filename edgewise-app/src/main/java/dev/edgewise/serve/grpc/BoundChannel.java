package dev.edgewise.serve.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/// A socket that listens already, handed over to Netty, and the connections that come over
/// it: those past their limit are closed at once, which tells a client to come again later.
final class BoundChannel extends NioServerSocketChannel {

    private final Connections connections;

    BoundChannel(ServerSocketChannel socket, Connections connections) {
        super(socket);
        this.connections = connections;
    }

    @Override
    protected void doBind(SocketAddress address) {
        // It is bound.
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int count = super.doReadMessages(accepted);
        if (count > 0
                && accepted.getLast() instanceof Channel connection
                && !connections.add(connection)) {
            accepted.removeLast();
            connection.unsafe().closeForcibly();
        }
        return count;
    }
}
