package dev.edgewise.cli;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelFolder;
import dev.edgewise.engine.Usage;
import dev.edgewise.engine.Work;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.files.ssh.ScpServer;
import dev.edgewise.serve.RecognitionServer;
import dev.edgewise.serve.ServerSettings;
import dev.edgewise.serve.grpc.GrpcSettings;
import dev.edgewise.serve.guard.Notice;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `edgewise serve`: the server in a process of its own.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Recognises words for others, over HTTP.",
            "",
            "POST a WAV file to /v1/recognize, or upload files and send their paths. Speaks the Open"
                    + " Inference Protocol under /v2, and shows a page at /. Ends with Ctrl-C, after"
                    + " the requests that it accepted.",
            "",
            "A TIME is a whole number of ms, s, m or h, such as 250ms; a SIZE one of bytes, k, M or"
                    + " G, such as 16M."
        },
        footer = {
            "",
            "Example: serve, and ask",
            "  mkdir uploads",
            "  edgewise serve --port 8080 --data uploads",
            "  curl --data-binary @yes.wav http://127.0.0.1:8080/v1/recognize",
            "  curl -T yes.wav http://127.0.0.1:8080/v1/files/yes/a.wav",
            "  curl --json '{\"path\": \"yes/a.wav\"}' http://127.0.0.1:8080/v1/recognize",
            "",
            "Example: tell where the time goes, by metrics, log and traces",
            "  edgewise serve --access-log - --otlp-endpoint http://127.0.0.1:4318",
            "  curl http://127.0.0.1:8080/metrics",
            "",
            "Example: upload by scp or sftp",
            "  edgewise serve --data uploads --scp-port 2222 --scp-authorized-keys keys",
            "  scp -r -P 2222 clips/yes edgewise@127.0.0.1:"
        })
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "the address to listen on; 0.0.0.0 for all, which lets anyone in (default:"
                            + " ${DEFAULT-VALUE})")
    String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "the port; 0 takes any that is free (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "the folder for uploaded files, which must be there; without it there are none")
    @Nullable Path data;

    @Mixin ModelOptions models;

    @Mixin LoadOptions load;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1024",
            description =
                    "connections that may be open; further ones get 503 (default:"
                            + " ${DEFAULT-VALUE})")
    int connections;

    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = ByteSize.class,
            description = "the largest request body or file (default: ${DEFAULT-VALUE})")
    long maxBody;

    @Mixin private ScpOptions scp = new ScpOptions();

    @Mixin TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin private GrpcOptions grpc = new GrpcOptions();

    @Mixin private StreamLimitOptions streams = new StreamLimitOptions();

    @Mixin private GuardOptions guard = new GuardOptions();

    @Option(names = "--attached", hidden = true)
    boolean attached;

    @Option(names = "--rehearse", hidden = true)
    boolean rehearse;

    @Spec CommandSpec spec;

    private final Deque<Runnable> closing = new ConcurrentLinkedDeque<>();
    private volatile boolean serving;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerSettings settings =
                options(
                        () ->
                                new ServerSettings(
                                        host,
                                        port,
                                        maxBody,
                                        connections,
                                        load.settings(),
                                        guard.settings(maxBody)));
        Optional<GrpcSettings> grpcSettings =
                options(() -> grpc.settings(host, maxBody, connections));
        StreamLimits streamLimits = options(streams::limits);
        Optional<ScpServer.Settings> scpSettings = options(() -> scp.settings(host, data != null));
        TelemetrySettings telling =
                options(() -> telemetry.settings(System.getenv(), Main.VERSION));
        leaveCarriersFree();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        Optional<UploadFolder> folder = Optional.empty();
        if (data != null) {
            folder = Optional.of(UploadFolder.open(data, maxBody));
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        guard.warn(host, err);
        Telemetry told = Telemetry.start(telling, complaint -> say(err, complaint));
        Catalog catalog = new Catalog(settings.load(), new Usage(InstantSource.system()));
        RecognitionServer server;
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Optional<ModelFolder>> loading =
                    beside.submit(() -> models.load(catalog, line -> say(err, line)));
            server =
                    new RecognitionServer(
                            settings,
                            catalog,
                            folder,
                            Main.VERSION,
                            told,
                            e -> complain(e, err),
                            streamLimits);
            atEnd(server::close);
            Awaited.result(loading).ifPresent(watched -> atEnd(watched::close));
        }
        server.listen();
        if (scpSettings.isPresent()) {
            ScpServer files = ScpServer.start(scpSettings.get(), folder.orElseThrow());
            atEnd(files::close);
            out.println("scp on " + HostAndPort.write(files.address()));
        }
        if (grpcSettings.isPresent()) {
            out.println("grpc on " + HostAndPort.write(server.listenForGrpc(grpcSettings.get())));
        }
        out.println("listening on " + server.url());
        out.flush();
        if (rehearse) {
            Rehearsal.of(server.url());
            return Main.DONE;
        }
        if (attached) {
            Attached.watch();
        }
        serving = true;
        new CountDownLatch(1).await();
        return Main.DONE;
    }

    private static void say(PrintWriter err, String line) {
        err.println("edgewise serve: " + line);
        err.flush();
    }

    /// What `given` makes of the options.
    ///
    /// @throws ParameterException naming the option that can't be as it is
    private <T> T options(Work<T> given) throws IOException {
        try {
            return given.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static void complain(Throwable e, PrintWriter err) {
        if (e instanceof Notice notice) {
            say(err, String.valueOf(notice.getMessage()));
        } else {
            e.printStackTrace(err);
        }
    }

    private void atEnd(Runnable close) {
        closing.push(close);
    }

    /// Closes what was started, the last first. To be told to end is no failure: without the halt,
    /// Java's exit code would be the signal's.
    private void end() {
        closing.forEach(Runnable::run);
        if (serving) {
            Runtime.getRuntime().halt(Main.DONE);
        }
    }

    /// A virtual thread in native code holds its carrier. With a carrier for each request that may
    /// use the model, and as many again, there is always one for the other connections.
    private void leaveCarriersFree() {
        String parallelism = "jdk.virtualThreadScheduler.parallelism";
        if (System.getProperty(parallelism) == null) {
            int carriers = load.threads + Runtime.getRuntime().availableProcessors();
            System.setProperty(parallelism, Integer.toString(carriers));
        }
    }
}
