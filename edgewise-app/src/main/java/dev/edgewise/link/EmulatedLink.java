package dev.edgewise.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A link between clients and servers on this machine: a TCP proxy that lets bytes through as late
/// and as slowly as its [LinkProfile] says. All ports and connections of one link share its rate,
/// a segment each in turn.
///
/// What is emulated, for a round trip R:
///
/// - Delay: R/2 each way, behind the rate.
/// - Rate: payload alone takes time, headers and acknowledgements are free.
/// - Handshake: a client's connect succeeds at once, because the proxy is near; its first bytes are
///   held until R has passed, and the server sees the connection after 3/2 R. So the first answer
///   comes as late as over a real link, while the connect alone looks too fast.
/// - Slow start, for each connection and direction: [Window].
/// - The end of a stream and a reset arrive behind the bytes before them.
///
/// - Loss, as TCP shows it: [Recovery]. Never are bytes missing.
/// - What else a profile asks for: [Impairments].
///
/// A sender that is faster than the link is stopped by TCP itself once 256 KiB (more on a fast
/// link) and the sockets' buffers are full. A receiver that reads nothing stops its sender too.
///
/// Source of the connection model: RFC 5681, 6298, 6928.
public final class EmulatedLink implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private volatile LinkProfile profile;
    private final Lane up;
    private final Lane down;
    private final LongSupplier clock;
    private final Consumer<String> log;
    private final List<ServerSocket> ports = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile boolean closed;

    /// @param log is told, in a line each, what went wrong with a connection
    public EmulatedLink(LinkProfile profile, Consumer<String> log) {
        long origin = System.nanoTime();
        this.clock = () -> System.nanoTime() - origin;
        this.log = log;
        this.profile = profile;
        this.up = new Lane("link up", profile.upImpairments(0), clock);
        this.down = new Lane("link down", profile.downImpairments(0), clock);
        up.start();
        down.start();
    }

    /// Carries what comes in at `listen` (port 0: any) to `target`, until the link is closed.
    /// Returns the address that it listens on.
    ///
    /// @throws IOException if the port can't be had or the target's name is unknown
    public InetSocketAddress carry(InetSocketAddress listen, InetSocketAddress target)
            throws IOException {
        InetSocketAddress from = resolve(listen);
        InetSocketAddress to = resolve(target);
        ServerSocket port = new ServerSocket();
        try {
            port.setOption(StandardSocketOptions.SO_RCVBUF, Connection.RECEIVE_BUFFER);
            port.bind(from, BACKLOG);
        } catch (IOException e) {
            port.close();
            throw cannotListen(listen, e);
        }
        ports.add(port);
        Thread.ofPlatform().daemon().name("link port").start(() -> accept(port, to));
        return new InetSocketAddress(from.getAddress(), port.getLocalPort());
    }

    /// Behaves as `next` says from now on, for open connections too. What has left arrives when it
    /// was to arrive; traces and outages begin anew.
    public synchronized void change(LinkProfile next) {
        long now = clock.getAsLong();
        up.change(next.upImpairments(now));
        down.change(next.downImpairments(now));
        profile = next;
    }

    /// What it is like now, and what it has carried.
    public LinkStatistics statistics() {
        return new LinkStatistics(
                profile,
                Duration.ofNanos(clock.getAsLong()),
                connections.size(),
                accepted.get(),
                up.traffic(),
                down.traffic());
    }

    /// Breaks all connections off and frees the ports.
    @Override
    public void close() {
        closed = true;
        for (ServerSocket port : ports) {
            closeQuietly(port);
        }
        connections.forEach(Connection::close);
        up.close();
        down.close();
    }

    private void accept(ServerSocket port, InetSocketAddress target) {
        while (!closed) {
            try {
                carry(port.accept(), target);
            } catch (IOException e) {
                if (!closed) {
                    log.accept("cannot accept a connection: " + e.getMessage());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }

    private void carry(Socket near, InetSocketAddress target) {
        Connection connection =
                new Connection(near, target, up, down, clock, log, connections::remove);
        connections.add(connection);
        accepted.incrementAndGet();
        connection.start();
        if (closed) {
            connection.close();
        }
    }

    static IOException cannotListen(InetSocketAddress listen, IOException why) {
        return new IOException(
                "cannot listen on "
                        + listen.getHostString()
                        + ":"
                        + listen.getPort()
                        + ": "
                        + why.getMessage(),
                why);
    }

    static InetSocketAddress resolve(InetSocketAddress address) throws UnknownHostException {
        if (!address.isUnresolved()) {
            return address;
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(address.getHostString()), address.getPort());
        } catch (UnknownHostException e) {
            throw new UnknownHostException("no host is known as '" + address.getHostString() + "'");
        }
    }

    private static void closeQuietly(ServerSocket port) {
        try {
            port.close();
        } catch (IOException e) {
            // nothing is left to lose
        }
    }
}
