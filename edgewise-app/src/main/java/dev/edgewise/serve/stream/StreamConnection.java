package dev.edgewise.serve.stream;

import dev.edgewise.serve.http.Linger;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConnection;
import java.time.Duration;

/// The connection of a stream, from the upgrade to its end.
final class StreamConnection implements ServerConnection {

    private final StreamSession session;
    private final WsConnection socket;
    private final DataReader reader;
    private final OpenStreams open;
    private volatile boolean begun;

    StreamConnection(
            StreamSession session, WsConnection socket, DataReader reader, OpenStreams open) {
        this.session = session;
        this.socket = socket;
        this.reader = reader;
        this.open = open;
    }

    @Override
    public void handle(Limit requests) {
        begun = true;
        try {
            open.add(this);
            socket.handle(requests);
        } catch (CloseConnectionException e) {
            Linger.whileReading(this::readToTheEnd);
            throw e;
        } catch (IllegalArgumentException e) {
            // The server library knows no frame of this kind, and leaves it at that.
            end(StreamSession.notWellFormed());
            Linger.whileReading(this::readToTheEnd);
            throw new CloseConnectionException("a frame is not well-formed", e);
        } finally {
            open.remove(this);
            session.over();
            session.close();
        }
    }

    StreamSession session() {
        return session;
    }

    /// Tells the other side that the stream ends.
    void end(StreamEnd end) {
        session.end(socket, end);
    }

    private void readToTheEnd() {
        while (true) {
            reader.readBuffer();
        }
    }

    @Override
    public Duration idleTime() {
        return socket.idleTime();
    }

    /// Without `interrupt`, the server stops: then [OpenStreams] ends it, and says so.
    @Override
    public void close(boolean interrupt) {
        if (interrupt) {
            socket.close(true);
        }
        if (!begun) {
            session.close();
        }
    }
}
