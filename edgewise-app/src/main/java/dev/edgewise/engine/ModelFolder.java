package dev.edgewise.engine;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A folder of models, laid out as the field's servers do, `NAME/VERSION/model.onnx` with a number
/// for a version, whose models a catalog offers. It is looked at again and again: a new version is
/// loaded, a changed file is loaded anew, and what is gone is forgotten.
///
/// A file counts once it has looked the same twice in a row, so that one that is being copied isn't
/// loaded in half. Other files, such as Triton's `config.pbtxt`, are left alone.
public final class ModelFolder implements AutoCloseable {

    private static final String FILE = "model.onnx";
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private record Place(String name, String version) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int names = name.compareTo(other.name);
            return names == 0 ? Versions.compare(version, other.version) : names;
        }
    }

    /// What tells a file from another one in its place.
    private record Stamp(Path file, FileTime changed, long size, String key) {}

    private final Path folder;
    private final Catalog catalog;
    private final int threads;
    private final Consumer<String> complaints;
    private final Set<String> said = new HashSet<>();
    private final Map<Place, Stamp> tried = new TreeMap<>();
    private final Set<Place> ours = new HashSet<>();
    private Map<Place, Stamp> before = Map.of();
    private final Thread watcher;

    private ModelFolder(
            Path folder,
            Catalog catalog,
            int threads,
            Duration pause,
            Consumer<String> complaints) {
        this.folder = folder;
        this.catalog = catalog;
        this.threads = threads;
        this.complaints = complaints;
        this.watcher =
                Thread.ofPlatform().daemon().name("models").unstarted(() -> watch(pause));
    }

    /// Loads what is in `folder`, and watches it.
    ///
    /// @param catalog what offers the models; stays the caller's
    /// @param threads how many threads share the work of one run
    /// @param pause from one look to the next
    /// @param complaints hears, in a line, of what can't be loaded
    /// @throws IOException if it is no folder, or can't be read
    public static ModelFolder open(
            Path folder,
            Catalog catalog,
            int threads,
            Duration pause,
            Consumer<String> complaints)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + ": no such folder; expected one of NAME/VERSION/" + FILE);
        }
        ModelFolder models = new ModelFolder(folder, catalog, threads, pause, complaints);
        models.before = models.stamps();
        models.look();
        models.watcher.start();
        return models;
    }

    private void watch(Duration pause) {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                try {
                    look();
                } catch (IOException e) {
                    // It may be there again the next time; what was loaded answers on.
                    say(folder + ": can't be looked at: " + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    /// Looks once, and brings the catalog to what is there.
    private void look() throws IOException {
        Map<Place, Stamp> now = stamps();
        for (Map.Entry<Place, Stamp> found : now.entrySet()) {
            Place place = found.getKey();
            Stamp stamp = found.getValue();
            boolean quiet = stamp.equals(before.get(place));
            if (quiet && !stamp.equals(tried.put(place, stamp))) {
                offer(place, stamp);
            }
        }
        for (Place place : Set.copyOf(tried.keySet())) {
            if (!now.containsKey(place) && !before.containsKey(place)) {
                tried.remove(place);
                if (ours.remove(place)) {
                    catalog.forget(place.name, place.version);
                }
            }
        }
        before = now;
    }

    private void offer(Place place, Stamp stamp) {
        if (!ours.contains(place) && catalog.has(place.name, place.version)) {
            complaints.accept(
                    stamp.file
                            + ": not offered; version "
                            + place.version
                            + " of "
                            + place.name
                            + " is there already");
            return;
        }
        ours.add(place);
        try {
            catalog.offer(
                    new ModelSource(place.name, place.version, () -> load(stamp.file, place)));
        } catch (ModelException e) {
            complaints.accept(String.valueOf(e.getMessage()));
        }
    }

    private ServedModel load(Path file, Place place) throws ModelException {
        byte[] bytes = ModelStore.bytes(file.toString());
        return OnnxServedModel.load(file.toString(), place.name, place.version, bytes, threads);
    }

    private Map<Place, Stamp> stamps() throws IOException {
        Map<Place, Stamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> models = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path model : models) {
                String name = model.getFileName().toString();
                if (NAME.matcher(name).matches() && !name.startsWith(".")) {
                    versions(model, name, stamps);
                } else if (!name.startsWith(".")) {
                    say(model + ": not offered; names have letters, digits, '.', '_' and '-'");
                }
            }
        }
        return stamps;
    }

    private void versions(Path model, String name, Map<Place, Stamp> stamps) throws IOException {
        if (Files.exists(model.resolve(FILE))) {
            say(model.resolve(FILE) + ": not offered; expected it at " + name + "/1/" + FILE);
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(model, Files::isDirectory)) {
            for (Path version : versions) {
                String number = version.getFileName().toString();
                Path file = version.resolve(FILE);
                if (VERSION.matcher(number).matches() && Files.isRegularFile(file)) {
                    stamps.put(new Place(name, number), stamp(file));
                }
            }
        }
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
                file, facts.lastModifiedTime(), facts.size(), String.valueOf(facts.fileKey()));
    }

    /// Says something once.
    private void say(String complaint) {
        if (said.add(complaint)) {
            complaints.accept(complaint);
        }
    }

    /// Looks no more. The models stay with the catalog.
    @Override
    public void close() {
        watcher.interrupt();
    }
}
