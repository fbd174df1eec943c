package dev.edgewise.engine;

import dev.edgewise.engine.LoadSettings.Batching;
import dev.edgewise.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The models that are offered, by name and version. It changes while it is in use: a request
/// sees the models as they were when it took its lease, and a new version takes an old one's place
/// only when it is loaded and warm.
///
/// Reading takes no lock. Loading is done one model at a time.
public final class Catalog implements AutoCloseable {

    /// What can be said of a version of a model.
    public enum State {
        /// It can be asked.
        READY,
        /// It is on its way, and there was none before.
        LOADING,
        /// It can't be asked; the reason says why.
        UNAVAILABLE
    }

    /// A version of a model.
    ///
    /// @param reason why it can't be asked, or why its newest file isn't the one that answers;
    /// else empty
    public record Entry(String name, String version, State state, String reason) {}

    private record Key(String name, String version) {}

    private record Slot(
            ModelSource source, State state, Optional<Shared> shared, String reason) {

        private Entry entry() {
            return new Entry(source.name(), source.version(), state, reason);
        }
    }

    private final LoadSettings load;
    private final Semaphore runs;
    private final Object loading = new Object();
    private volatile Map<Key, Slot> slots = Map.of();
    private volatile boolean closed;

    /// A catalog without models as yet.
    public Catalog(LoadSettings load) {
        this.load = load;
        this.runs = new Semaphore(load.workers(), true);
    }

    /// A catalog of `models`, which it closes. Each runs its requests alone.
    ///
    /// @throws IllegalArgumentException if there are none, or two of the same name and version
    public static Catalog of(List<? extends ServedModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models: at least one is needed, got none");
        }
        Catalog catalog = new Catalog(LoadSettings.of(1, 0));
        try {
            for (ServedModel model : models) {
                if (catalog.has(model.name(), model.version())) {
                    throw new IllegalArgumentException(
                            "models: "
                                    + model.name()
                                    + " version "
                                    + model.version()
                                    + " is there twice");
                }
                catalog.offer(new ModelSource(model.name(), model.version(), () -> model));
            }
        } catch (ModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return catalog;
    }

    /// Loads a model and offers it, in place of the one that has its name and version. If it can't
    /// be loaded, what was offered goes on, and the entry says why.
    ///
    /// @throws ModelException if it can't be loaded
    public void offer(ModelSource source) throws ModelException {
        synchronized (loading) {
            if (closed) {
                throw new ModelException(source.name() + ": the server is stopping");
            }
            Slot before = slots.get(key(source));
            Optional<Shared> answering = before == null ? Optional.empty() : before.shared;
            if (answering.isEmpty()) {
                put(new Slot(source, State.LOADING, Optional.empty(), ""));
            }
            try {
                Shared shared = shared(source.loader().load());
                put(new Slot(source, State.READY, Optional.of(shared), ""));
            } catch (ModelException e) {
                State state = answering.isPresent() ? State.READY : State.UNAVAILABLE;
                put(new Slot(source, state, answering, String.valueOf(e.getMessage())));
                throw e;
            }
            answering.ifPresent(Shared::release);
        }
    }

    private Shared shared(ServedModel model) {
        ModelStatistics statistics = new ModelStatistics();
        ServedModel counted = new Counted(model, statistics);
        Batching batching = load.batching();
        boolean batches = batching.most() > 1 && Batched.fits(model);
        return new Shared(batches ? new Batched(counted, batching, runs) : counted, statistics);
    }

    /// Whether there is such a version, whatever its state.
    public boolean has(String name, String version) {
        return slots.containsKey(new Key(name, version));
    }

    /// Forgets a version of a model, as if it had never been there.
    public void forget(String name, String version) {
        synchronized (loading) {
            Map<Key, Slot> changed = new LinkedHashMap<>(slots);
            Slot slot = changed.remove(new Key(name, version));
            slots = changed;
            if (slot != null) {
                slot.shared.ifPresent(Shared::release);
            }
        }
    }

    /// Loads every version of a model anew.
    ///
    /// @throws NotServed if there is no such model
    /// @throws ModelException if a version can't be loaded; those before it are
    public void load(String name) throws NotServed, ModelException {
        for (Slot slot : versions(name)) {
            offer(slot.source);
        }
    }

    /// Stops offering a model, until it is loaded again.
    ///
    /// @throws NotServed if there is no such model
    public void unload(String name) throws NotServed {
        synchronized (loading) {
            for (Slot slot : versions(name)) {
                put(new Slot(slot.source, State.UNAVAILABLE, Optional.empty(), "unloaded"));
                slot.shared.ifPresent(Shared::release);
            }
        }
    }

    /// What there is, in the order in which it came.
    public List<Entry> index() {
        return slots.values().stream().map(Slot::entry).toList();
    }

    /// The name of the model that answers when none is named: the first.
    public String first() {
        return slots.keySet().stream().map(Key::name).findFirst().orElse("");
    }

    /// Whether there is a model that can be asked.
    public boolean isReady() {
        return !closed && slots.values().stream().anyMatch(slot -> slot.state == State.READY);
    }

    /// A lease on the newest version of a model that can be asked.
    ///
    /// @throws NotServed if there is none
    public Lease lease(String name) throws NotServed {
        while (true) {
            List<Slot> versions = new ArrayList<>(versions(name));
            versions.sort((a, b) -> Versions.compare(b.source.version(), a.source.version()));
            Slot newest =
                    versions.stream()
                            .filter(slot -> slot.state == State.READY)
                            .findFirst()
                            .orElse(versions.getFirst());
            Optional<Lease> lease = tryLease(newest);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /// A lease on one version of a model.
    ///
    /// @throws NotServed if there is none
    public Lease lease(String name, String version) throws NotServed {
        while (true) {
            List<Slot> versions = versions(name);
            Optional<Slot> asked =
                    versions.stream()
                            .filter(slot -> slot.source.version().equals(version))
                            .findFirst();
            if (asked.isEmpty()) {
                List<String> there = versions.stream().map(s -> s.source.version()).toList();
                throw new NotServed(
                        name + ": no such version; there is " + String.join(", ", there), false);
            }
            Optional<Lease> lease = tryLease(asked.get());
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /// A lease on what `slot` offers; none if it was replaced a moment ago.
    private Optional<Lease> tryLease(Slot slot) throws NotServed {
        if (closed || slot.shared.isEmpty()) {
            throw unavailable(slot);
        }
        return slot.shared.get().lease();
    }

    private List<Slot> versions(String name) throws NotServed {
        Map<Key, Slot> now = slots;
        List<Slot> found =
                now.values().stream().filter(slot -> slot.source.name().equals(name)).toList();
        if (found.isEmpty()) {
            List<String> names = now.keySet().stream().map(Key::name).distinct().toList();
            throw new NotServed(
                    "no such model here; this server has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)),
                    false);
        }
        return found;
    }

    private NotServed unavailable(Slot slot) {
        String why = slot.state == State.LOADING ? "is being loaded" : slot.reason;
        return new NotServed(
                slot.source.name()
                        + " version "
                        + slot.source.version()
                        + " can't be asked now: "
                        + (closed ? "the server is stopping" : why),
                true);
    }

    private static Key key(ModelSource source) {
        return new Key(source.name(), source.version());
    }

    private void put(Slot slot) {
        Map<Key, Slot> changed = new LinkedHashMap<>(slots);
        changed.put(key(slot.source), slot);
        slots = changed;
    }

    /// Lets go of the models: each is closed when its last lease is.
    @Override
    public void close() {
        synchronized (loading) {
            if (!closed) {
                closed = true;
                slots.values().forEach(slot -> slot.shared.ifPresent(Shared::release));
            }
        }
    }
}
