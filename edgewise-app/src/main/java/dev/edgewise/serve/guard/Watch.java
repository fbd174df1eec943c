package dev.edgewise.serve.guard;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Knows all connections from the moment at which they are accepted, and cuts off those that
/// keep the server waiting. Whoever does nothing costs a look a tenth of a second, and no
/// thread.
///
/// The server library's own timeouts know neither a request's begin nor how much came.
public final class Watch implements AutoCloseable {

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    /// Makes an HTTP answer, whole as bytes, that tells a client of `path` that it was too slow:
    /// `nanos` have gone by since its request began.
    @FunctionalInterface
    public interface Lateness {
        byte[] answer(String path, String detail, long nanos);
    }

    private final Patience patience;
    private final int largestHead;
    private final int limit;
    private final LongSupplier clock;
    private final Lateness lateness;
    private final Map<SocketAddress, Watched> open = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /// A watch that has not started yet.
    ///
    /// @param limit how many connections may be open; more are closed as soon as they are accepted
    public Watch(GuardSettings settings, int limit, Lateness lateness) {
        this.patience = settings.patience();
        this.largestHead = settings.head();
        this.limit = limit;
        this.lateness = lateness;
        long origin = System.nanoTime();
        clock = () -> System.nanoTime() - origin;
    }

    /// Starts to look.
    public void start() {
        Thread.ofPlatform().daemon().name("edgewise-watch").start(this::lookAround);
    }

    /// Options for the sockets of a listener, by which each one comes to be watched.
    public SocketOptions socketOptions(SocketOptions options) {
        return new Watching(options, this);
    }

    void accepted(SocketChannel channel) {
        if (open.size() >= limit) {
            throw new IllegalStateException("too many connections: the listener closes this one");
        }
        Watched watched = new Watched(channel, patience, largestHead, clock);
        open.put(watched.remote(), watched);
    }

    /// The connection behind `context`; empty if it was closed a moment ago.
    public Optional<Watched> of(ConnectionContext context) {
        return Optional.ofNullable(context.remotePeer().address()).map(open::get);
    }

    /// The connection has ended.
    public void ended(Watched watched) {
        open.remove(watched.remote(), watched);
    }

    private void lookAround() {
        while (!stopped) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = clock.getAsLong();
            open.forEach(
                    (address, watched) -> {
                        watched.look(now, lateness);
                        if (!watched.isOpen()) {
                            open.remove(address, watched);
                        }
                    });
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
