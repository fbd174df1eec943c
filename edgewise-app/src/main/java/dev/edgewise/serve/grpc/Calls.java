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
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// The library at work: calls are taken, each on a virtual thread of its own.
final class Calls implements AutoCloseable {

    /// How many calls one connection may have open; a client waits with the next.
    private static final int CALLS = 100;

    /// How many calls there may be in all, for each connection that may be open.
    private static final int CALLS_IN_ALL = 4;

    /// How much may come over a connection before it is asked for.
    private static final int WINDOW = 1 << 18;

    private static final int METADATA = 1 << 14;
    private static final int RESETS_PER_MINUTE = 10_000;

    private static final Duration LOOK = Duration.ofMillis(100);

    /// A connection that doesn't answer a ping any more is given up.
    private static final Duration PING = Duration.ofMinutes(1);

    /// Clients may ping this often: Triton's do when they are told to.
    private static final Duration PINGED = Duration.ofSeconds(5);

    private final GrpcGuard guard;
    private final OpenCalls open;
    private final EventLoopGroup loop;
    private final ExecutorService threads;
    private final Server server;

    private Calls(
            GrpcGuard guard,
            OpenCalls open,
            EventLoopGroup loop,
            ExecutorService threads,
            Server server) {
        this.guard = guard;
        this.open = open;
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
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return open(settings, guard, services, socket, loop, threads);
        } catch (Throwable e) {
            end(loop, threads);
            throw e;
        }
    }

    private static Calls open(
            GrpcSettings settings,
            GrpcGuard guard,
            GrpcServices services,
            ServerSocketChannel socket,
            EventLoopGroup loop,
            ExecutorService threads)
            throws IOException {
        OpenCalls open = new OpenCalls();
        Failures failures = new Failures(services.complaints());
        Connections connections =
                new Connections(settings.connections(), guard.patience().head(), System::nanoTime);
        Watchman watchman = new Watchman(CALLS_IN_ALL * settings.connections(), connections);
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(socket.getLocalAddress())
                        .channelFactory(() -> new BoundChannel(socket, connections))
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
                        .maxConnectionIdle(guard.patience().idle().toNanos(), TimeUnit.NANOSECONDS)
                        .addStreamTracerFactory(
                                new Intake(
                                        guard.bodies(),
                                        guard.patience(),
                                        settings.maxMessage(),
                                        System::nanoTime))
                        .intercept(new Doorkeeper(guard.access()))
                        .intercept(new CallClock(services.telemetry(), services.clock()))
                        .intercept(watchman)
                        .addService(new InferenceService(services, failures, open).definition())
                        .addService(new HealthService(services.ready(), open).definition(failures));
        guard.tls().ifPresent(tls -> builder.sslContext(tls(tls, guard.mutual())));
        Server server = builder.build().start();
        every(
                LOOK,
                loop,
                () -> {
                    connections.look();
                    watchman.look();
                    open.look();
                },
                services.complaints());
        return new Calls(guard, open, loop, threads, server);
    }

    private static void every(
            Duration pause, EventLoopGroup loop, Runnable chore, Consumer<Throwable> complaints) {
        Runnable safe =
                () -> {
                    try {
                        chore.run();
                    } catch (RuntimeException e) {
                        complaints.accept(e);
                    }
                };
        var _ =
                loop.scheduleWithFixedDelay(
                        safe, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
        open.end();
        try {
            if (!server.awaitTermination(guard.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        end(loop, threads);
    }

    private static void end(EventLoopGroup loop, ExecutorService threads) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        threads.shutdown();
    }
}
