package dev.edgewise.engine;

import dev.edgewise.model.ModelException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where a version of a model comes from, so that it can be loaded, and loaded again.
///
/// @param name what it is asked by
/// @param version which one it is
public record ModelSource(String name, String version, Loader loader) {

    /// Loads it.
    @FunctionalInterface
    public interface Loader {
        ServedModel load() throws ModelException;
    }

    /// Of a model that is loaded already.
    ///
    /// @param again loads it the next time
    static ModelSource of(ServedModel model, Loader again) {
        AtomicBoolean taken = new AtomicBoolean();
        return new ModelSource(
                model.name(), model.version(), () -> taken.getAndSet(true) ? again.load() : model);
    }

    Catalog.Entry key() {
        return new Catalog.Entry(name, version);
    }
}
