package dev.edgewise.engine;

import dev.edgewise.model.ModelException;

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
}
