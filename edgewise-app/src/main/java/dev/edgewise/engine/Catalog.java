package dev.edgewise.engine;

import dev.edgewise.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The models that are offered, by name and version. It changes while it is in use: a request has
/// the model that was there when it took its lease, and a new one takes an old one's place only
/// when it is loaded and warm.
///
/// Reading takes no lock, so that nobody waits for a model that is being loaded. Models are loaded
/// one at a time.
public final class Catalog implements AutoCloseable {

    /// Whether a version of a model can be asked.
    public enum State {
        /// It can be asked.
        READY,
        /// It is on its way, and there was none before.
        LOADING,
        /// It can't be asked, since it couldn't be loaded.
        UNAVAILABLE,
        /// It can't be asked, since somebody wanted it so.
        UNLOADED
    }

    /// A version of a model, as it is asked for.
    public record Entry(String name, String version) {

        static Entry of(ServedModel model) {
            return new Entry(model.name(), model.version());
        }
    }

    /// What can be said of a version of a model.
    ///
    /// @param reason why it can't be asked, or why its newest file isn't the one that answers;
    /// else empty
    public record Listing(Entry entry, State state, String reason) {}

    private final LoadSettings load;
    private final Usage usage;
    private final Semaphore turns;

    /// Held while a model is loaded, which takes long.
    private final Object loading = new Object();

    private volatile Map<Entry, Slot> slots = Map.of();
    private volatile boolean closed;

    /// A catalog without models as yet.
    ///
    /// @param load how requests for its models are run
    /// @param usage where their runs are counted
    public Catalog(LoadSettings load, Usage usage) {
        this.load = load;
        this.usage = usage;
        this.turns = new Semaphore(load.workers(), true);
    }

    /// What its models were asked.
    public Usage usage() {
        return usage;
    }

    /// Loads a model and offers it.
    ///
    /// @throws ModelException if it can't be loaded, or its name and version are taken
    /// @throws Refusal if the catalog is closed
    public void add(ModelSource source) throws ModelException, Refusal {
        if (slots.containsKey(source.key())) {
            throw new ModelException(
                    "models: "
                            + source.name()
                            + " version "
                            + source.version()
                            + " is there twice");
        }
        offer(source);
    }

    /// Loads a model and offers it, in place of the one that has its name and version. If it can't
    /// be loaded, what was offered goes on, and its entry says why. One that was unloaded stays so.
    ///
    /// @throws ModelException if it can't be loaded
    /// @throws Refusal if the catalog is closed
    public void offer(ModelSource source) throws ModelException, Refusal {
        synchronized (loading) {
            Slot before = slots.get(source.key());
            if (before != null && before.state() == State.UNLOADED) {
                put(Slot.unloaded(source));
            } else {
                load(source);
            }
        }
    }

    private void load(ModelSource source) throws ModelException, Refusal {
        synchronized (loading) {
            if (closed) {
                throw Refusal.stopping();
            }
            Slot before = slots.getOrDefault(source.key(), Slot.loading(source));
            if (before.shared().isEmpty()) {
                put(Slot.loading(source));
            }
            try {
                put(Slot.ready(source, shared(loaded(source))));
            } catch (ModelException | RuntimeException | Error e) {
                // A model that memory doesn't suffice for ends with an error.
                put(before.failed(source, String.valueOf(e.getMessage())));
                throw e;
            }
            before.release();
        }
    }

    private static ServedModel loaded(ModelSource source) throws ModelException {
        ServedModel model = source.loader().load();
        Entry key = Entry.of(model);
        if (!key.equals(source.key())) {
            model.close();
            throw new ModelException(
                    source.name()
                            + " version "
                            + source.version()
                            + ": calls itself "
                            + key.name()
                            + " version "
                            + key.version()
                            + " now");
        }
        return model;
    }

    private Shared shared(ServedModel model) {
        int most = load.batching().most();
        return most > 1 && Batched.fits(model)
                ? new Shared(
                        model,
                        Optional.of(new Batched(model, load, turns, usage.of(Entry.of(model)))),
                        new Pace(1))
                : new Shared(model, Optional.empty(), new Pace(most));
    }

    /// Forgets a version of a model, as if it had never been there.
    public void forget(Entry model) {
        synchronized (loading) {
            Map<Entry, Slot> changed = new LinkedHashMap<>(slots);
            Slot slot = changed.remove(model);
            slots = changed;
            if (slot != null) {
                slot.release();
            }
        }
    }

    /// Loads every version of a model anew.
    ///
    /// @throws NotServed if there is no such model
    /// @throws ModelException if a version can't be loaded; those before it are
    /// @throws Refusal if the catalog is closed
    public void load(String name) throws NotServed, ModelException, Refusal {
        for (Slot slot : versions(name)) {
            load(slot.source());
        }
    }

    /// Stops offering a model, until it is loaded again.
    ///
    /// @throws NotServed if there is no such model
    public void unload(String name) throws NotServed {
        synchronized (loading) {
            for (Slot slot : versions(name)) {
                put(Slot.unloaded(slot.source()));
                slot.release();
            }
        }
    }

    /// What can be asked, in the order in which it came.
    public List<Entry> index() {
        return slots.values().stream()
                .filter(slot -> slot.state() == State.READY)
                .map(Slot::key)
                .toList();
    }

    /// What there is, whether it can be asked or not, in the order in which it came.
    public List<Listing> listings() {
        return slots.values().stream()
                .map(slot -> new Listing(slot.key(), slot.state(), slot.reason()))
                .toList();
    }

    /// The name of the model that answers when none is named: the first.
    public String first() {
        return slots.keySet().stream().map(Entry::name).findFirst().orElse("");
    }

    /// Whether it can be asked: not while its first models are on their way. One that comes later
    /// is loaded beside those that answer.
    public boolean isReady() {
        List<State> states = slots.values().stream().map(Slot::state).toList();
        return !closed && (states.contains(State.READY) || !states.contains(State.LOADING));
    }

    /// A lease on the newest version of a model that can be asked.
    ///
    /// @throws NotServed if there is none
    public Lease lease(String name) throws NotServed {
        return lease(
                () -> {
                    List<Slot> versions = new ArrayList<>(versions(name));
                    versions.sort((a, b) -> Versions.compare(b.key().version(), a.key().version()));
                    return versions;
                });
    }

    /// A lease on one version of a model.
    ///
    /// @param version which one; empty for the newest that can be asked
    /// @throws NotServed if there is none
    public Lease lease(String name, String version) throws NotServed {
        if (version.isEmpty()) {
            return lease(name);
        }
        return lease(
                () -> {
                    List<Slot> versions = versions(name);
                    for (Slot slot : versions) {
                        if (slot.key().version().equals(version)) {
                            return List.of(slot);
                        }
                    }
                    List<String> there = versions.stream().map(s -> s.key().version()).toList();
                    throw new NotServed(
                            name + ": no such version; there is " + String.join(", ", there),
                            false);
                });
    }

    /// Finds slots, the best first, and never none.
    private interface Search {
        List<Slot> find() throws NotServed;
    }

    @SuppressWarnings("ReferenceEquality") // Each change makes another map.
    private Lease lease(Search search) throws NotServed {
        while (true) {
            Map<Entry, Slot> seen = slots;
            List<Slot> found = search.find();
            for (Slot slot : found) {
                Optional<Lease> lease = slot.shared().flatMap(Shared::lease);
                if (lease.isPresent()) {
                    return lease.get();
                }
            }
            // A model may have been let go of since it was seen: then another is in its place.
            if (seen == slots) {
                throw unavailable(found.getFirst());
            }
        }
    }

    private List<Slot> versions(String name) throws NotServed {
        Map<Entry, Slot> now = slots;
        if (closed) {
            throw new NotServed(name + " can't be asked now: " + Refusal.STOPPING, true);
        }
        List<Slot> found = now.values().stream().filter(s -> s.key().name().equals(name)).toList();
        if (found.isEmpty()) {
            List<String> names = now.keySet().stream().map(Entry::name).distinct().toList();
            throw new NotServed(
                    name
                            + ": no such model here; this server has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)),
                    false);
        }
        return found;
    }

    private NotServed unavailable(Slot slot) {
        String why = slot.state() == State.LOADING ? "it is being loaded" : slot.reason();
        return new NotServed(
                slot.key().name()
                        + " version "
                        + slot.key().version()
                        + " can't be asked now: "
                        + why,
                true);
    }

    private void put(Slot slot) {
        Map<Entry, Slot> changed = new LinkedHashMap<>(slots);
        changed.put(slot.key(), slot);
        slots = changed;
    }

    /// Lets go of the models: each is closed when its last lease is. From now on there are none.
    @Override
    public void close() {
        synchronized (loading) {
            closed = true;
            Map<Entry, Slot> last = slots;
            slots = Map.of();
            last.values().forEach(Slot::release);
        }
    }
}
