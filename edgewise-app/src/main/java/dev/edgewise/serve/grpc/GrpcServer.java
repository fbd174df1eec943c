package dev.edgewise.serve.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/// Listens for gRPC. Its library is loaded when the first client knocks: that takes a good part
/// of a second and some 35 MB, which a server that nobody asks over gRPC never spends.
public final class GrpcServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final GrpcSettings settings;
    private final GrpcGuard guard;
    private final GrpcServices services;
    private final ServerSocketChannel socket;
    private final Thread doorman;
    private @Nullable Calls calls;
    private boolean closed;

    private GrpcServer(
            GrpcSettings settings,
            GrpcGuard guard,
            GrpcServices services,
            ServerSocketChannel socket) {
        this.settings = settings;
        this.guard = guard;
        this.services = services;
        this.socket = socket;
        doorman = Thread.ofPlatform().daemon().name("edgewise-grpc").unstarted(this::awaitKnock);
    }

    /// Listens.
    ///
    /// @throws IOException naming the address if it can't be listened on
    public static GrpcServer start(GrpcSettings settings, GrpcGuard guard, GrpcServices services)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException(settings.host() + ": no such host");
        }
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(address, BACKLOG);
            socket.configureBlocking(false);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    settings.host() + ":" + settings.port() + ": can't listen: " + e.getMessage(),
                    e);
        }
        GrpcServer server = new GrpcServer(settings, guard, services, socket);
        server.doorman.start();
        return server;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(settings.host(), socket.socket().getLocalPort());
    }

    private void awaitKnock() {
        try {
            try (Selector selector = Selector.open()) {
                socket.register(selector, SelectionKey.OP_ACCEPT);
                selector.select();
            }
            open();
        } catch (Throwable e) {
            // Nobody would answer those who wait at the door.
            services.complaints().accept(e);
            closeSocket();
        }
    }

    private synchronized void open() throws IOException {
        if (!closed) {
            calls = Calls.open(settings, guard, services, socket);
        }
    }

    /// Takes no more calls, finishes those that were accepted, for up to the grace, and ends
    /// streams after the request that they are at.
    @Override
    public void close() {
        Calls open;
        synchronized (this) {
            closed = true;
            open = calls;
        }
        doorman.interrupt();
        if (open != null) {
            open.close();
        }
        closeSocket();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            services.complaints().accept(e);
        }
    }
}
