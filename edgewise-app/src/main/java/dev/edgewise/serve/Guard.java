package dev.edgewise.serve;

import dev.edgewise.serve.grpc.GrpcGuard;
import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.BodyCoding;
import dev.edgewise.serve.guard.ChangingSslContext;
import dev.edgewise.serve.guard.Chores;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Notice;
import dev.edgewise.serve.guard.Reloaded;
import dev.edgewise.serve.guard.TlsFiles;
import dev.edgewise.serve.guard.TlsKeys;
import dev.edgewise.serve.guard.Tokens;
import dev.edgewise.serve.guard.Watch;
import dev.edgewise.serve.http.Access;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// The parts of a server's guard, put together: the watch over its connections, their limit, TLS,
/// who has access, and the budget for bodies.
final class Guard implements AutoCloseable {

    private final GuardSettings settings;
    private final Watch watch;
    private final Chores chores;
    private final ConnectionLimit connections;
    private final Access access;
    private final BodyBudget bodies;
    private final Optional<Tls> tls;

    /// @param notices hears what whoever runs the server should know
    /// @throws IOException with one line that names the file that can't be used
    Guard(ServerSettings server, Consumer<Notice> notices) throws IOException {
        settings = server.guard();
        watch =
                new Watch(
                        settings,
                        server.connections() + ConnectionLimit.LINGERING,
                        (path, detail, nanos) -> BareAnswer.of(path, 408, detail, nanos, Map.of()));
        chores = new Chores(notices);
        connections = new ConnectionLimit(watch, server.connections());
        bodies = new BodyBudget(settings.bodies());
        if (settings.tokens().isPresent()) {
            Path file = settings.tokens().get();
            Reloaded<Tokens> tokens =
                    new Reloaded<>(
                            List.of(file),
                            contents -> Tokens.read(file, contents.getFirst()),
                            notices);
            chores.add("tokens", tokens::look);
            access = new Access(Optional.of(tokens::value));
        } else {
            access = new Access(Optional.empty());
        }
        if (settings.tls().isPresent()) {
            TlsFiles files = settings.tls().get();
            Reloaded<SSLContext> context = TlsKeys.follow(files, notices);
            chores.add("tls-files", context::look);
            tls = Optional.of(tls(files, context));
        } else {
            tls = Optional.empty();
        }
    }

    /// Begins to watch.
    void start() {
        watch.start();
        chores.start();
    }

    private static Tls tls(TlsFiles files, Reloaded<SSLContext> context) {
        return Tls.builder()
                .sslContext(new ChangingSslContext(context::value))
                .clientAuth(
                        files.clientCa().isPresent() ? TlsClientAuth.REQUIRED : TlsClientAuth.NONE)
                .build();
    }

    /// Lets `web` be guarded.
    void configure(WebServerConfig.Builder web) {
        web.connectionOptions(watch.socketOptions(SocketOptions.builder().tcpNoDelay(true).build()))
                // Of its own refusals, the server library then tells the words that are safe.
                .errorHandling(errors -> errors.includeEntity(true))
                .shutdownGracePeriod(settings.grace())
                .idleConnectionTimeout(settings.patience().idle())
                .contentEncoding(
                        ContentEncodingContext.builder()
                                .contentEncodingsDiscoverServices(false)
                                .addContentEncoding(new BodyCoding())
                                .build());
        tls.ifPresent(web::tls);
    }

    /// The same for gRPC.
    GrpcGuard forGrpc() {
        return new GrpcGuard(
                settings.grace(),
                settings.patience(),
                bodies,
                tls.map(Tls::sslContext),
                settings.tls().flatMap(TlsFiles::clientCa).isPresent(),
                access);
    }

    ConnectionLimit connections() {
        return connections;
    }

    Access access() {
        return access;
    }

    BodyBudget bodies() {
        return bodies;
    }

    /// What a server's address begins with.
    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    @Override
    public void close() {
        watch.close();
        chores.close();
    }
}
