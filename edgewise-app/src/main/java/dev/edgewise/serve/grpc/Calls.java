package dev.edgewise.serve.grpc;

import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// The library at work: calls are taken, each on a virtual thread of its own.
final class Calls implements AutoCloseable {

    /// How many calls one connection may have open; a client waits with the next.
    private static final int CALLS = 1000;

    private static final int WINDOW = 1 << 20;
    private static final int METADATA = 1 << 14;
    private static final int RESETS_PER_MINUTE = 10_000;

    /// A connection that doesn't answer a ping any more is given up.
    private static final Duration PING = Duration.ofMinutes(1);

    /// Clients may ping this often: Triton's do when they are told to.
    private static final Duration PINGED = Duration.ofSeconds(5);

    private final GrpcGuard guard;
    private final OpenStreams streams;
    private final EventLoopGroup loop;
    private final ExecutorService threads;
    private final Server server;

    private Calls(
            GrpcGuard guard,
            OpenStreams streams,
            EventLoopGroup loop,
            ExecutorService threads,
            Server server) {
        this.guard = guard;
        this.streams = streams;
        this.loop = loop;
        this.threads = threads;
        this.server = server;
    }

    /// Takes calls from `socket`, which is bound.
    static Calls open(
            GrpcSettings settings,
            GrpcGuard guard,
            GrpcServices services,
            ServerSocketChannel socket)
            throws IOException {
        OpenStreams streams = new OpenStreams();
        Failures failures = new Failures(services.complaints());
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(socket.getLocalAddress())
                        .channelFactory(() -> new BoundChannel(socket, settings.connections()))
                        .bossEventLoopGroup(loop)
                        .workerEventLoopGroup(loop)
                        .executor(threads)
                        .decompressorRegistry(
                                DecompressorRegistry.getDefaultInstance()
                                        .with(new Deflated(), true))
                        .maxInboundMessageSize(Math.toIntExact(settings.maxMessage()))
                        .maxInboundMetadataSize(METADATA)
                        .maxConcurrentCallsPerConnection(CALLS)
                        .maxRstFramesPerWindow(RESETS_PER_MINUTE, 60)
                        .flowControlWindow(WINDOW)
                        .keepAliveTime(PING.toSeconds(), TimeUnit.SECONDS)
                        .permitKeepAliveTime(PINGED.toSeconds(), TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(new InferenceService(services, failures, streams).definition())
                        .addService(
                                new HealthService(services.ready(), streams).definition(failures));
        guard.tokens().ifPresent(tokens -> builder.intercept(new Doorkeeper(tokens)));
        builder.intercept(new CallClock(services.telemetry(), services.clock()));
        guard.tls().ifPresent(tls -> builder.sslContext(tls(tls, guard.mutual())));
        return new Calls(guard, streams, loop, threads, builder.build().start());
    }

    private static SslContext tls(SSLContext context, boolean mutual) {
        return new JdkSslContext(
                context,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2),
                mutual ? ClientAuth.REQUIRE : ClientAuth.NONE,
                null,
                false);
    }

    @Override
    public void close() {
        server.shutdown();
        streams.end();
        try {
            if (!server.awaitTermination(guard.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
