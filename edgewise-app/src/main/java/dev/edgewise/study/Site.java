package dev.edgewise.study;

import dev.edgewise.files.ScpTarget;
import dev.edgewise.files.ScpUpload;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.Target;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.remote.HttpUpload;
import dev.edgewise.remote.RecognitionClient;
import dev.edgewise.remote.RecognizeTarget;
import dev.edgewise.remote.UploadedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a study runs on: the model in this process, a server on the edge and a remote one, and what
/// lies between. The edge's server, an emulated remote one and the link are child processes; they
/// and all files end with this.
final class Site implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String USER = "edgewise";
    private static final long LEAST_BODY = 16 << 20;

    /// For a transfer of the probe over a slow link.
    private static final Duration TO_PROBE = Duration.ofSeconds(60);

    private final Map<Place, Target> targets = new EnumMap<>(Place.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<ChildProcess> children = new ArrayList<>();
    private final List<HttpConnection> connections = new ArrayList<>();
    private final List<Target> shortcuts = new ArrayList<>();
    private final OnnxModel model;
    private final URI server;
    private final Upload upload;
    private final Duration deadline;

    private record Way(URI server, Upload upload, String prefix) {}

    /// Starts everything.
    ///
    /// @param work a folder for files that end with the site
    Site(StudySettings settings, ClipSet clips, Path work)
            throws IOException, InterruptedException {
        deadline = settings.deadline();
        try {
            // First, so that a model that can't be used is named by whoever was given it.
            model = ModelStore.open(settings.model(), 1);
            Target inProcess = new EdgeTarget(new LocalRecognizer(model), clips.folder());
            targets.put(Place.EDGE, inProcess);
            open.push(inProcess);
            Path edgeFiles = Files.createDirectories(work.resolve("edge"));
            clips.copyTo(edgeFiles, "");
            ChildProcess edge = serve(settings, clips, edgeFiles, List.of());
            Way way =
                    switch (settings.remote()) {
                        case Remote.Emulated emulated ->
                                emulated(settings, emulated.link(), clips, work);
                        case Remote.Real real -> real(real, clips, work);
                    };
            server = way.server();
            upload = way.upload();
            URI edgeServer = URI.create(edge.await("listening on "));
            put(Place.EDGE_HTTP, RecognizeTarget.byPath(client(edgeServer), ""));
            put(Place.REMOTE_PATH, RecognizeTarget.byPath(client(server), way.prefix()));
            put(Place.REMOTE_BODY, RecognizeTarget.withBody(client(server), clips.folder()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void put(Place place, Target target) {
        targets.put(place, target);
        open.push(target);
    }

    /// One for each place.
    Map<Place, Target> targets() {
        return targets;
    }

    /// Ways to a remote server of our own that don't lead over the link: with them it is warmed up
    /// as thoroughly as the edge.
    List<Target> shortcuts() {
        return shortcuts;
    }

    /// Ends what is waited for, from another thread: requests that are under way fail.
    void hurry() {
        connections.forEach(HttpConnection::close);
    }

    /// What a child process complained of, if one has ended.
    Optional<String> lastWords() {
        return children.stream().flatMap(child -> child.lastWords().stream()).findFirst();
    }

    /// The model at the edge.
    OnnxModel model() {
        return model;
    }

    Upload upload() {
        return upload;
    }

    /// A connection of its own to the remote server, through the link.
    HttpConnection probe() {
        return connection(server, TO_PROBE);
    }

    private RecognitionClient client(URI uri) {
        return new RecognitionClient(connection(uri, deadline));
    }

    private HttpConnection connection(URI uri, Duration timeout) {
        HttpConnection connection = new HttpConnection(uri, timeout);
        connections.add(connection);
        open.push(connection);
        return connection;
    }

    private ChildProcess serve(StudySettings settings, ClipSet clips, Path data, List<String> more)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--host",
                                LOOPBACK,
                                "--port",
                                "0",
                                "--data",
                                data.toString(),
                                "--model",
                                settings.model(),
                                "--max-body",
                                Long.toString(Math.max(LEAST_BODY, clips.largestBytes()))));
        arguments.addAll(more);
        return child(settings, arguments);
    }

    private ChildProcess child(StudySettings settings, List<String> arguments) throws IOException {
        ChildProcess child = ChildProcess.start(settings.program(), arguments);
        children.add(child);
        open.push(child);
        return child;
    }

    /// A server in a child process, and in front of its two ports the link in another.
    private Way emulated(StudySettings settings, LinkProfile link, ClipSet clips, Path work)
            throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("remote"));
        Path password = work.resolve("password");
        byte[] random = new byte[16];
        new java.security.SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Files.writeString(password, secret);
        ChildProcess remote =
                serve(
                        settings,
                        clips,
                        files,
                        List.of(
                                "--scp-port",
                                "0",
                                "--scp-user",
                                USER,
                                "--scp-password-file",
                                password.toString()));
        String scp = remote.await("scp on ");
        URI direct = URI.create(remote.await("listening on "));
        ChildProcess proxy =
                child(
                        settings,
                        List.of(
                                "link",
                                link.toString(),
                                "--listen",
                                LOOPBACK + ":0",
                                "--target",
                                direct.getAuthority(),
                                "--listen",
                                LOOPBACK + ":0",
                                "--target",
                                scp));
        shortcuts.add(RecognizeTarget.withBody(client(direct), clips.folder()));
        URI server = URI.create("http://" + proxy.await("listening on "));
        URI throughLink = URI.create("scp://" + proxy.await("listening on "));
        ScpUpload upload =
                ScpUpload.to(
                        new ScpTarget(
                                USER,
                                throughLink.getHost(),
                                throughLink.getPort(),
                                Optional.of(secret),
                                Optional.empty(),
                                ScpTarget.Trust.ANY));
        open.push(upload);
        return new Way(server, names -> upload.send(clips.folder(), names), "");
    }

    /// A server that runs somewhere. Files get names of their own there, and are removed at the
    /// end.
    private Way real(Remote.Real real, ClipSet clips, Path work) throws IOException {
        String prefix =
                "edgewise-compare-"
                        + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt())
                        + "-";
        RecognitionClient client = client(real.server());
        client.requireModel(model().card().name());
        HttpUpload http = new HttpUpload(new UploadedFiles(client.http()), clips.folder(), prefix);
        open.push(http::removeAll);
        if (real.scp().isEmpty()) {
            return new Way(real.server(), http::send, prefix);
        }
        ScpUpload scp = ScpUpload.to(real.scp().get());
        open.push(scp);
        Path outgoing = Files.createDirectories(work.resolve("outgoing"));
        clips.copyTo(outgoing, prefix);
        Upload upload =
                names -> {
                    http.uploaded(names);
                    return scp.send(outgoing, names.stream().map(prefix::concat).toList());
                };
        return new Way(real.server(), upload, prefix);
    }

    @Override
    public void close() {
        children.forEach(ChildProcess::release);
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // The rest has to end all the same.
                System.getLogger(Site.class.getName())
                        .log(System.Logger.Level.DEBUG, "could not close", e);
            }
        }
    }
}
