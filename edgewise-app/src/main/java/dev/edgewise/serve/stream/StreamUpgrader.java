package dev.edgewise.serve.stream;

import dev.edgewise.serve.http.Access;
import dev.edgewise.serve.http.Asked;
import dev.edgewise.serve.http.Handshake;
import dev.edgewise.serve.http.Target;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsConnection;
import io.helidon.webserver.websocket.WsUpgrader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Makes a WebSocket of a request for `/v1/stream`. A request that can't become one goes its
/// ordinary way to the front door, where `StreamRoutes` says why.
public final class StreamUpgrader extends WsUpgrader {

    private final StreamRoutes routes;
    private final OpenStreams open;
    private final Access access;

    public StreamUpgrader(WsConfig config, StreamRoutes routes, OpenStreams open, Access access) {
        super(config);
        this.routes = routes;
        this.open = open;
        this.access = access;
    }

    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!Target.path(prologue.uriPath().rawPath()).equals(StreamRoutes.PATH)
                || !prologue.method().equals(Method.GET)) {
            return null;
        }
        Handshake handshake = new Handshake(headers);
        StreamSession session;
        try {
            access.checkStream(
                    headers.first(HeaderNames.AUTHORIZATION),
                    prologue.query().first("access_token").asOptional());
            handshake.check();
            session = routes.open(prologue, Asked.of(prologue, headers, context));
        } catch (IOException e) {
            return null;
        }
        String answer =
                SWITCHING_PROTOCOL_PREFIX
                        + hash(context, handshake.key())
                        + SWITCHING_PROTOCOLS_SUFFIX;
        try {
            context.dataWriter()
                    .writeNow(BufferData.create(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (SocketWriterException | UncheckedIOException e) {
            session.close();
            throw new CloseConnectionException("the client went away", e);
        }
        return new StreamConnection(
                session,
                WsConnection.create(context, prologue, headers, handshake.key(), session),
                context.dataReader(),
                open);
    }
}
