package dev.edgewise.engine;

import dev.edgewise.engine.ModelFiles.Stamp;
import dev.edgewise.model.ModelException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A folder of [ModelFiles] whose models a catalog offers. It is looked at again and again, by one
/// thread, which also loads: a new version is loaded, a changed file is loaded anew, and what is
/// gone is forgotten.
///
/// A file counts once it has looked the same twice in a row, so that one that is being copied isn't
/// loaded in half.
public final class ModelFolder implements AutoCloseable {

    private final Path folder;
    private final Catalog catalog;
    private final int threads;
    private final Duration pause;
    private final Consumer<String> complaints;
    private final Set<String> said = new HashSet<>();

    /// Names that were there before, which this folder doesn't touch.
    private final Set<String> taken;

    /// The files that were loaded, or couldn't be.
    private final Map<Catalog.Entry, Stamp> tried = new HashMap<>();

    private Map<Catalog.Entry, Stamp> before = Map.of();
    private final Thread watcher;
    private volatile boolean closed;

    private ModelFolder(
            Path folder,
            Catalog catalog,
            int threads,
            Duration pause,
            Consumer<String> complaints) {
        this.folder = folder;
        this.catalog = catalog;
        this.threads = threads;
        this.pause = pause;
        this.complaints = complaints;
        taken = new HashSet<>(catalog.listings().stream().map(l -> l.entry().name()).toList());
        watcher = Thread.ofPlatform().daemon().name("edgewise-models").unstarted(this::watch);
    }

    /// Loads what is in `folder`, and watches it.
    ///
    /// @param catalog what offers the models; stays the caller's
    /// @param threads how many threads share the work of one run
    /// @param pause from one look to the next
    /// @param complaints hears, in a line, of what can't be loaded
    /// @throws IOException if it is no folder, can't be read, or has a model whose name is taken
    public static ModelFolder open(
            Path folder, Catalog catalog, int threads, Duration pause, Consumer<String> complaints)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder
                            + (Files.exists(folder) ? ": not a folder" : ": no such folder")
                            + "; expected one with NAME/VERSION/"
                            + ModelFiles.FILE);
        }
        ModelFolder models = new ModelFolder(folder, catalog, threads, pause, complaints);
        models.first();
        models.watcher.start();
        return models;
    }

    private void first() throws IOException {
        before = ModelFiles.in(folder).files();
        for (Catalog.Entry model : before.keySet()) {
            if (taken.contains(model.name())) {
                throw new ModelException(
                        folder.resolve(model.name()) + ": a model of that name is there already");
            }
        }
        look();
    }

    private void watch() {
        try {
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                try {
                    look();
                } catch (IOException | DirectoryIteratorException e) {
                    // It may be there again the next time; what was loaded answers on.
                    say(folder + ": can't be looked at: " + e);
                }
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    /// Looks once, and brings the catalog to what is there.
    private void look() throws IOException {
        ModelFiles found = ModelFiles.in(folder);
        found.passedOver().forEach(this::say);
        Map<Catalog.Entry, Stamp> now = found.files();
        now.forEach(
                (model, stamp) -> {
                    boolean quiet = stamp.equals(before.get(model));
                    if (quiet && !stamp.equals(tried.get(model))) {
                        tried.put(model, stamp);
                        offer(model, stamp);
                    }
                });
        for (Catalog.Entry model : List.copyOf(tried.keySet())) {
            // Gone twice in a row: a file that is being replaced may be missing for a moment.
            if (!now.containsKey(model) && !before.containsKey(model)) {
                tried.remove(model);
                if (!taken.contains(model.name())) {
                    catalog.forget(model);
                }
            }
        }
        before = now;
    }

    private void offer(Catalog.Entry model, Stamp stamp) {
        Path file = stamp.file();
        if (taken.contains(model.name())) {
            say(file + ": not offered; a model of that name is there already");
            return;
        }
        try {
            catalog.offer(
                    new ModelSource(
                            model.name(),
                            model.version(),
                            () -> OnnxServedModel.load(file, model, threads)));
        } catch (ModelException | RuntimeException | OutOfMemoryError e) {
            if (!closed) {
                complaints.accept(String.valueOf(e.getMessage()));
            }
        } catch (Refusal e) {
            // The server is stopping: nobody waits for it.
        }
    }

    /// Says something once.
    private void say(String complaint) {
        if (said.add(complaint)) {
            complaints.accept(complaint);
        }
    }

    /// Looks no more, once the model that is on its way is there. The models stay with the catalog.
    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
