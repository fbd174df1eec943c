package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Workers;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.grpc.GrpcServer;
import dev.edgewise.serve.grpc.GrpcServices;
import dev.edgewise.serve.grpc.GrpcSettings;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.HeadWatch;
import dev.edgewise.serve.guard.Notice;
import dev.edgewise.serve.http.Routes;
import dev.edgewise.serve.page.MetricsRoutes;
import dev.edgewise.serve.page.OpenApiRoutes;
import dev.edgewise.serve.page.PageRoutes;
import dev.edgewise.serve.stream.OpenStreams;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.serve.stream.StreamRoutes;
import dev.edgewise.serve.stream.StreamUpgrader;
import dev.edgewise.serve.v1.CardRoutes;
import dev.edgewise.serve.v1.FileRoutes;
import dev.edgewise.serve.v1.ProbeRoutes;
import dev.edgewise.serve.v1.RecognizeRoutes;
import dev.edgewise.serve.v2.HealthRoutes;
import dev.edgewise.serve.v2.InferRoutes;
import dev.edgewise.serve.v2.Inference;
import dev.edgewise.serve.v2.ModelFacts;
import dev.edgewise.serve.v2.ModelRoutes;
import dev.edgewise.serve.v2.RepositoryRoutes;
import dev.edgewise.serve.v2.StatisticsRoutes;
import dev.edgewise.telemetry.Telemetry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.websocket.WsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The server, running. It answers over HTTP/1.1, a virtual thread a connection; what it offers is
/// in the classes called `...Routes`.
public final class RecognitionServer implements AutoCloseable {

    private static final Duration WORTH_TELLING = Duration.ofMillis(200);

    private final Catalog catalog;
    private final Workers workers;
    private final Telemetry telemetry;
    private final OpenStreams streams;
    private final Guard guard;
    private final FrontDoor door;
    private final Consumer<Throwable> complaints;
    private final WebServer web;
    private final GrpcServices grpc;
    private final List<GrpcServer> grpcServers = new ArrayList<>();
    private final String host;
    private final InetSocketAddress address;
    private volatile boolean stopping;

    /// A server that is told to listen later: it takes as long to make as a model to load. The
    /// parameters are those of [#start].
    public RecognitionServer(
            ServerSettings settings,
            Catalog catalog,
            Optional<UploadFolder> folder,
            String version,
            Telemetry telemetry,
            Consumer<Throwable> complaints,
            StreamLimits streamLimits)
            throws IOException {
        this.catalog = catalog;
        this.telemetry = telemetry;
        host = settings.host();
        address = new InetSocketAddress(address(host), settings.port());
        this.complaints = complaints;
        guard = new Guard(settings, complaints::accept);
        RequestClock clock = new RequestClock();
        workers = new Workers(settings.load(), telemetry::refused);
        ModelFacts facts = new ModelFacts(version, catalog);
        Inference inference = new Inference(workers, catalog.usage());
        StreamRoutes stream =
                new StreamRoutes(catalog, workers, streamLimits, telemetry, complaints);
        Routes routes = routes(settings.maxBody(), folder, version, facts, inference);
        stream.addTo(routes);
        new OpenApiRoutes(routes, version).addTo(routes);
        grpc =
                new GrpcServices(
                        catalog,
                        inference,
                        facts,
                        telemetry,
                        Clock.systemUTC(),
                        this::isReady,
                        complaints);
        streams = new OpenStreams(streamLimits.idle(), System::nanoTime);
        WsConfig webSocket = WsConfig.create();
        Observer observer = new Observer(telemetry, Clock.systemUTC());
        door = new FrontDoor(routes, guard, clock, observer, () -> stopping, complaints);
        measure(telemetry, settings, guard.connections());
        telemetry.models(catalog);
        web =
                WebServer.builder()
                        .bindAddress(address)
                        .shutdownHook(false)
                        .update(guard::configure)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(
                                guard.connections()
                                        .limiting(
                                                selector(
                                                        settings.guard(),
                                                        clock,
                                                        new StreamUpgrader(
                                                                webSocket,
                                                                stream,
                                                                streams,
                                                                guard.access()))))
                        .addProtocol(webSocket)
                        .directHandlers(Errors.direct(clock))
                        .routing(routing -> routing.any(door))
                        .build();
    }

    /// All routes but the streams' and the description of all.
    private Routes routes(
            long maxBody,
            Optional<UploadFolder> folder,
            String version,
            ModelFacts facts,
            Inference inference) {
        Routes routes = new Routes();
        new RecognizeRoutes(catalog, workers, folder, maxBody).addTo(routes);
        new FileRoutes(folder, maxBody).addTo(routes);
        new ProbeRoutes().addTo(routes);
        new CardRoutes(catalog).addTo(routes);
        new PageRoutes(version).addTo(routes);
        new MetricsRoutes(telemetry).addTo(routes);
        new HealthRoutes(facts, this::isReady).addTo(routes);
        new StatisticsRoutes(facts).addTo(routes);
        new RepositoryRoutes(catalog, facts).addTo(routes);
        new ModelRoutes(catalog, facts, () -> !stopping).addTo(routes);
        new InferRoutes(catalog, inference, maxBody).addTo(routes);
        return routes;
    }

    private boolean isReady() {
        return !stopping && catalog.isReady();
    }

    /// Listens, with models that are loaded and warm. What it is given to close, it closes as well
    /// if it can't start.
    ///
    /// @param catalog what answers; it is closed with the server
    /// @param folder the uploaded files, if there are to be any
    /// @param version the program's, which `/v2` tells
    /// @param telemetry is told of each request; it is closed with the server
    /// @param complaints hears of requests that failed through no fault of the client
    /// @param streamLimits how long streams may be
    /// @throws IOException naming the address if it can't be listened on
    public static RecognitionServer start(
            ServerSettings settings,
            Catalog catalog,
            Optional<UploadFolder> folder,
            String version,
            Telemetry telemetry,
            Consumer<Throwable> complaints,
            StreamLimits streamLimits)
            throws IOException {
        RecognitionServer server;
        try {
            server =
                    new RecognitionServer(
                            settings,
                            catalog,
                            folder,
                            version,
                            telemetry,
                            complaints,
                            streamLimits);
        } catch (IOException | RuntimeException e) {
            catalog.close();
            telemetry.close();
            throw e;
        }
        server.listen();
        return server;
    }

    /// Where it listens: `http://HOST:PORT`, or `https:` with TLS.
    public String url() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return guard.scheme() + "://" + shown + ":" + port();
    }

    public int port() {
        return web.port();
    }

    /// Answers gRPC as well, on a port of its own, until this is closed.
    ///
    /// @return where it listens
    /// @throws IOException naming the address if it can't be listened on
    public InetSocketAddress listenForGrpc(GrpcSettings settings) throws IOException {
        GrpcServer server = GrpcServer.start(settings, guard.forGrpc(), grpc);
        grpcServers.add(server);
        return server.address();
    }

    /// How many streams are open.
    public int streams() {
        return streams.count();
    }

    /// How many connections are open now.
    int connections() {
        return guard.connections().open();
    }

    /// How many bytes of bodies are held now.
    long heldBodies() {
        return guard.bodies().held();
    }

    /// How many requests wait for a model now.
    int waiting() {
        return workers.waiting();
    }

    /// Takes no more connections, finishes the requests that were accepted, for as long as the
    /// grace lasts, and closes the catalog.
    @Override
    public void close() {
        stopping = true;
        workers.stop();
        Thread waiting = Thread.ofVirtual().start(this::tellOfAWait);
        // All at once, so that none goes on taking requests, and the graces don't add up.
        try (ExecutorService faces = Executors.newVirtualThreadPerTaskExecutor()) {
            grpcServers.forEach(server -> faces.execute(server::close));
            faces.execute(streams::close);
            faces.execute(web::stop);
        }
        waiting.interrupt();
        int cut = door.unanswered();
        if (cut > 0) {
            tell("stopped; requests that were cut off when --grace was over: " + cut);
        }
        guard.close();
        catalog.close();
        telemetry.close();
    }

    /// A stop that nobody notices is nothing to tell of.
    private void tellOfAWait() {
        try {
            Thread.sleep(WORTH_TELLING);
        } catch (InterruptedException e) {
            return;
        }
        int left = door.unanswered();
        if (left > 0) {
            tell("stopping; requests that may still end within --grace: " + left);
        }
    }

    private void tell(String line) {
        complaints.accept(new Notice(line));
    }

    private void measure(
            Telemetry telemetry, ServerSettings settings, ConnectionLimit connections) {
        telemetry.gauge("edgewise.queue.length", "Requests that wait", workers::waiting);
        telemetry.gauge(
                "edgewise.queue.limit", "Requests that may wait", () -> settings.load().queue());
        telemetry.gauge("edgewise.workers.busy", "Requests that use a model", workers::busy);
        telemetry.gauge("edgewise.workers.limit", "Those that may", workers::workers);
        telemetry.gauge("edgewise.streams.open", "Open streams", streams::count);
        telemetry.gauge("edgewise.connections.open", "Open connections", connections::open);
        telemetry.gauge(
                "edgewise.connections.limit", "Those that may be open", settings::connections);
    }

    /// Listens, once the models are loaded and warm. A server that can't is closed.
    ///
    /// @throws IOException naming the address if it can't be listened on
    public void listen() throws IOException {
        try {
            begin();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void begin() throws IOException {
        // The server library tells nobody why it couldn't: so it is tried before.
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    host + ":" + address.getPort() + ": can't listen: " + e.getMessage(), e);
        }
        guard.start();
        web.start();
        if (!web.isRunning()) {
            throw new IOException(host + ":" + address.getPort() + ": can't listen");
        }
    }

    private static InetAddress address(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(host + ": no such host", e);
        }
    }

    private static Http1ConnectionSelector selector(
            GuardSettings guard, RequestClock clock, Http1Upgrader upgrader) {
        Http1Config http1 =
                Http1Config.builder()
                        .addReceiveListener(new HeadWatch(clock))
                        .maxPrologueLength(Errors.LONGEST_LINE)
                        // Whether a head is too large is said by the watch, which says so.
                        .maxHeadersSize(2 * guard.head() + Errors.LONGEST_LINE)
                        .build();
        return Http1ConnectionSelector.builder().config(http1).addUpgrader(upgrader).build();
    }
}
