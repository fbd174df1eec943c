package dev.edgewise.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models that are offered, by name and version. The first is the one that answers when none
/// is named.
public final class Catalog implements AutoCloseable {

    /// A version of a model that is offered.
    public record Entry(String name, String version) {}

    private final List<Shared> models;

    private Catalog(List<Shared> models) {
        this.models = models;
    }

    /// A catalog of `models`, which it closes.
    ///
    /// @throws IllegalArgumentException if there are none, or two of the same name and version
    public static Catalog of(List<? extends ServedModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models: at least one is needed, got none");
        }
        Map<Entry, Shared> shared = new LinkedHashMap<>();
        for (ServedModel model : models) {
            Entry entry = new Entry(model.name(), model.version());
            if (shared.put(entry, new Shared(model)) != null) {
                throw new IllegalArgumentException(
                        "models: " + entry.name + " version " + entry.version + " is there twice");
            }
        }
        return new Catalog(List.copyOf(shared.values()));
    }

    /// What is offered, in order.
    public List<Entry> index() {
        return models.stream()
                .map(shared -> new Entry(shared.model().name(), shared.model().version()))
                .toList();
    }

    /// The name of the model that answers when none is named.
    public String first() {
        return models.getFirst().model().name();
    }

    /// A lease on the newest version of a model.
    ///
    /// @throws NotServed if there is none of that name
    public Lease lease(String name) throws NotServed {
        List<Shared> versions = new ArrayList<>(versions(name));
        if (versions.isEmpty()) {
            throw unknown();
        }
        versions.sort((a, b) -> Versions.compare(b.model().version(), a.model().version()));
        return leaseOf(versions.getFirst());
    }

    /// A lease on one version of a model.
    ///
    /// @throws NotServed if there is none
    public Lease lease(String name, String version) throws NotServed {
        List<Shared> versions = versions(name);
        if (versions.isEmpty()) {
            throw unknown();
        }
        Optional<Shared> found =
                versions.stream().filter(s -> s.model().version().equals(version)).findFirst();
        if (found.isEmpty()) {
            throw new NotServed(
                    name
                            + ": no such version; there is "
                            + String.join(
                                    ", ", versions.stream().map(s -> s.model().version()).toList()),
                    false);
        }
        return leaseOf(found.get());
    }

    private List<Shared> versions(String name) {
        return models.stream().filter(shared -> shared.model().name().equals(name)).toList();
    }

    private static Lease leaseOf(Shared shared) throws NotServed {
        return shared.lease().orElseThrow(() -> new NotServed("the models are being closed", true));
    }

    private NotServed unknown() {
        List<String> names = index().stream().map(Entry::name).distinct().toList();
        return new NotServed(
                "no such model here; this server has " + String.join(", ", names), false);
    }

    /// Lets go of the models: each is closed when its last lease is.
    @Override
    public void close() {
        models.forEach(Shared::release);
    }
}
