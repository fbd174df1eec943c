package dev.edgewise.study;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.ProcessUsage;
import dev.edgewise.measure.Target;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.remote.RecognizeTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What a study runs on: the models in this process, a server on the edge and remote ones, and what
/// lies between. The edge's server, an emulated remote one and the links are child processes; they
/// and all files end with this.
final class Site implements AutoCloseable {

    /// For a transfer of the probe over a slow link.
    private static final Duration TO_PROBE = Duration.ofSeconds(60);

    private final Held held = new Held();
    private final Children children;
    private final Connections connections;
    private final ModelSet models;
    private final List<StudyCell> cells;
    private final Map<Arm, Target> targets = new LinkedHashMap<>();
    private final Map<Arm, Supplier<ProcessUsage>> servers = new LinkedHashMap<>();
    private final Map<String, FarSide> farSides = new LinkedHashMap<>();
    private final List<Target> shortcuts = new ArrayList<>();

    /// Starts everything.
    ///
    /// @param asked with its remote places in the settings' order
    /// @param work a folder for files that end with the site
    Site(StudySettings settings, Asked asked, ClipSet clips, Path work)
            throws IOException, InterruptedException {
        children = held.keep(new Children(settings.program()));
        connections = held.keep(new Connections(asked.deadline()));
        try {
            // First, so that a model that can't be used is named by whoever was given it.
            models = ModelSet.open(settings.models());
            held.keep(models);
            cells = StudyCell.all(models.names(), asked.names());
            Ground ground = new Ground(clips, models, work, children, connections, held);
            Path edgeFiles = Files.createDirectories(work.resolve("edge"));
            clips.copyTo(edgeFiles, "");
            ChildProcess edge = ground.serve(edgeFiles, List.of());
            open(ground, settings.remotes(), asked.names());
            URI edgeServer = URI.create(edge.await("listening on "));
            for (Arm arm : Arm.all(cells)) {
                targets.put(arm, target(arm, edgeServer, clips));
                if (arm.place().remote()) {
                    servers.put(arm, farSide(arm.remote()).usage());
                } else if (arm.place() == Place.EDGE_HTTP) {
                    servers.put(arm, edge::usage);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(Ground ground, List<Remote> remotes, List<String> names)
            throws IOException, InterruptedException {
        Optional<EmulatedSide> emulated = Optional.empty();
        if (remotes.stream().anyMatch(Remote.Emulated.class::isInstance)) {
            emulated = Optional.of(EmulatedSide.start(ground));
            for (String model : models.names()) {
                shortcuts.add(
                        RecognizeTarget.withBody(
                                connections.client(emulated.get().direct(), models.served(model)),
                                ground.clips().folder()));
            }
        }
        for (int i = 0; i < remotes.size(); i++) {
            FarSide side =
                    switch (remotes.get(i)) {
                        case Remote.Emulated link -> emulated.orElseThrow().behind(link);
                        case Remote.Real real -> RealSide.open(ground, real);
                    };
            farSides.put(names.get(i), side);
        }
    }

    private Target target(Arm arm, URI edgeServer, ClipSet clips) {
        String model = arm.model();
        return switch (arm.place()) {
            case EDGE -> new EdgeTarget(new LocalRecognizer(models.get(model)), clips.folder());
            case EDGE_HTTP ->
                    RecognizeTarget.byPath(
                            connections.client(edgeServer, models.served(model)), "");
            case REMOTE_PATH -> farSide(arm.remote()).byPath(connections, model);
            case REMOTE_BODY -> farSide(arm.remote()).withBody(connections, model, clips.folder());
        };
    }

    private FarSide farSide(String remote) {
        FarSide side = farSides.get(remote);
        if (side == null) {
            throw new IllegalArgumentException(remote + ": no such remote place");
        }
        return side;
    }

    /// What the remote places are called within the run.
    Set<String> remotes() {
        return farSides.keySet();
    }

    /// The models, each over each link.
    List<StudyCell> cells() {
        return cells;
    }

    /// One for each arm.
    Map<Arm, Target> targets() {
        return targets;
    }

    /// What the server of each arm uses that has one.
    Map<Arm, Supplier<ProcessUsage>> servers() {
        return servers;
    }

    /// Ways to a remote server of our own that don't lead over the link: with them it is warmed up
    /// as thoroughly as the edge.
    List<Target> shortcuts() {
        return shortcuts;
    }

    /// How an arm's clips get to its remote place.
    Upload upload(Arm arm) {
        return farSide(arm.remote()).upload();
    }

    /// Ends what is waited for, from another thread: requests that are under way fail.
    void hurry() {
        connections.close();
    }

    /// What a child process complained of, if one has ended.
    Optional<String> lastWords() {
        return children.lastWords();
    }

    /// The models in this process.
    ModelSet models() {
        return models;
    }

    /// A connection of its own to a remote server, through the link.
    HttpConnection probe(String remote) {
        FarSide far = farSide(remote);
        return connections.to(far.server(), far.access(), TO_PROBE);
    }

    @Override
    public void close() {
        children.release();
        held.close();
    }
}
