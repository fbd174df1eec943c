package dev.edgewise.serve;

import dev.edgewise.engine.Phases;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the open connections, and tells those past the limit so: the server library's own limit
/// leaves them waiting in silence.
final class ConnectionLimit implements ServerConnectionSelector {

    /// Refused connections that may linger to hear why; beyond these they are just closed.
    private static final int LINGERING = 256;

    private final ServerConnectionSelector delegate;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lingering = new AtomicInteger();

    ConnectionLimit(ServerConnectionSelector delegate, int limit) {
        this.delegate = delegate;
        this.limit = limit;
    }

    /// How many connections are open, those that are being refused left out.
    int open() {
        return open.get();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return delegate.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return delegate.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return delegate.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return new Refused(context);
        }
        return new Counted(delegate.connection(context));
    }

    private final class Counted implements ServerConnection, InterruptableTask<Void> {

        private final ServerConnection connection;

        private Counted(ServerConnection connection) {
            this.connection = connection;
        }

        @Override
        public void handle(Limit requests) throws InterruptedException {
            try {
                connection.handle(requests);
            } finally {
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

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }

    private final class Refused implements ServerConnection {

        private final ConnectionContext context;

        private Refused(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public void handle(Limit requests) {
            Phases phases = new Phases(System.nanoTime());
            Answer answer = Errors.answer("", 503, "too many connections: " + limit + " are open");
            byte[] body = answer.body() instanceof Answer.Whole whole ? whole.bytes() : new byte[0];
            String head =
                    """
                    HTTP/1.1 503 Service Unavailable\r
                    Content-Type: %s\r
                    Content-Length: %d\r
                    Retry-After: 1\r
                    Connection: close\r
                    Server-Timing: %s\r
                    \r
                    """
                            .formatted(answer.contentType(), body.length, TimingHeader.of(phases));
            context.dataWriter()
                    .writeNow(
                            BufferData.create(
                                    BufferData.create(head.getBytes(StandardCharsets.US_ASCII)),
                                    BufferData.create(body)));
            if (lingering.incrementAndGet() <= LINGERING) {
                Linger.whileReading(this::readToTheEnd);
            }
            lingering.decrementAndGet();
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
