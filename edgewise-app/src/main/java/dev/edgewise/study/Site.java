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

    private final Map<Place, Target> targets = new EnumMap<>(Place.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
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
            // The children start while the model is loaded here.
            Path edgeFiles = Files.createDirectories(work.resolve("edge"));
            clips.copyTo(edgeFiles);
            ChildProcess edge = serve(settings, edgeFiles, List.of());
            Way way =
                    switch (settings.remote()) {
                        case Remote.Emulated emulated ->
                                emulated(settings, emulated.link(), clips, work);
                        case Remote.Real real -> real(real, clips, work);
                    };
            server = way.server();
            upload = way.upload();
            model = ModelStore.open(settings.model(), 1);
            URI edgeServer = URI.create(edge.await("listening on "));
            targets.put(Place.EDGE, new EdgeTarget(new LocalRecognizer(model), clips.folder()));
            targets.put(Place.EDGE_HTTP, ServerTarget.byPath(client(edgeServer), ""));
            targets.put(Place.REMOTE_PATH, ServerTarget.byPath(client(server), way.prefix()));
            targets.put(Place.REMOTE_BODY, ServerTarget.withBody(client(server), clips.folder()));
            targets.values().forEach(open::push);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// One for each place.
    Map<Place, Target> targets() {
        return targets;
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
        return new HttpConnection(server, Duration.ofSeconds(60));
    }

    private RecognitionClient client(URI uri) {
        return new RecognitionClient(new HttpConnection(uri, deadline));
    }

    private ChildProcess serve(StudySettings settings, Path data, List<String> more)
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
                                settings.model()));
        arguments.addAll(more);
        ChildProcess child = ChildProcess.start(settings.program(), arguments);
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
                ChildProcess.start(
                        settings.program(),
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
        open.push(proxy);
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

    /// A server that runs somewhere. Files go into a folder of their own there, and are removed at
    /// the end.
    private Way real(Remote.Real real, ClipSet clips, Path work) throws IOException {
        String prefix =
                "edgewise-compare-"
                        + HexFormat.of()
                                .toHexDigits(RandomGenerator.getDefault().nextInt())
                        + "/";
        RecognitionClient client = client(real.server());
        open.push(client);
        HttpUpload http = new HttpUpload(client, clips.folder(), prefix);
        open.push(http::removeAll);
        if (real.scp().isEmpty()) {
            return new Way(real.server(), http::send, prefix);
        }
        ScpUpload scp = ScpUpload.to(real.scp().get());
        open.push(scp);
        Path outgoing = work.resolve("outgoing");
        clips.copyTo(Files.createDirectories(outgoing.resolve(prefix)));
        Upload upload =
                names -> {
                    http.uploaded(names);
                    return scp.send(outgoing, names.stream().map(prefix::concat).toList());
                };
        return new Way(real.server(), upload, prefix);
    }

    @Override
    public void close() {
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
