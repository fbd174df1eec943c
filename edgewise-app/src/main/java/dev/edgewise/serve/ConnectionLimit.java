package dev.edgewise.serve;

import dev.edgewise.serve.guard.Watch;
import dev.edgewise.serve.guard.Watched;
import dev.edgewise.serve.guard.WatchedContext;
import dev.edgewise.serve.http.Linger;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the open connections, and tells those past the limit so: the server library's own limit
/// leaves them waiting in silence. Those that it lets in, it shows to the [Watch].
final class ConnectionLimit {

    /// Refused connections that may linger to hear why; beyond these they are just closed.
    static final int LINGERING = 256;

    private final Watch watch;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimit(Watch watch, int limit) {
        this.watch = watch;
        this.limit = limit;
    }

    /// Connections as `protocol` makes them, as long as there are not too many.
    ServerConnectionSelector limiting(ServerConnectionSelector protocol) {
        return new Limited(protocol);
    }

    /// How many connections are open now.
    int open() {
        return open.get();
    }

    private final class Limited implements ServerConnectionSelector {

        private final ServerConnectionSelector protocol;

        private Limited(ServerConnectionSelector protocol) {
            this.protocol = protocol;
        }

        @Override
        public int bytesToIdentifyConnection() {
            return protocol.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return protocol.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return protocol.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            Optional<Watched> watched = watch.of(context);
            if (watched.isEmpty()) {
                throw new CloseConnectionException("the connection has been closed meanwhile");
            }
            if (open.incrementAndGet() > limit) {
                open.decrementAndGet();
                return new Refused(context);
            }
            return new Counted(
                    protocol.connection(new WatchedContext(context, watched.get())), watched.get());
        }
    }

    private final class Counted implements ServerConnection, InterruptableTask<Void> {

        private final ServerConnection connection;
        private final Watched watched;

        private Counted(ServerConnection connection, Watched watched) {
            this.connection = connection;
            this.watched = watched;
        }

        @Override
        public void handle(Limit requests) throws InterruptedException {
            try {
                connection.handle(requests);
            } finally {
                watch.ended(watched);
                open.decrementAndGet();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        /// A stream is ended by its own, and says so first.
        @Override
        public boolean canInterrupt() {
            return !watched.isStream()
                    && connection instanceof InterruptableTask<?> task
                    && task.canInterrupt();
        }
    }

    private final class Refused implements ServerConnection {

        private final ConnectionContext context;

        private Refused(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public void handle(Limit requests) {
            String detail = "too many connections: " + limit + " are open";
            byte[] answer = BareAnswer.of("", 503, detail, 0, Map.of("Retry-After", "1"));
            context.dataWriter().writeNow(BufferData.create(answer));
            Linger.whileReading(this::readToTheEnd);
        }

        private void readToTheEnd() {
            while (true) {
                context.dataReader().readBuffer();
            }
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            // It closes by itself within a second.
        }
    }
}
