package dev.edgewise.engine;

import dev.edgewise.engine.Catalog.State;
import java.util.Optional;

/// The place of one version of a model in a catalog.
///
/// @param shared the model, if it can be asked
/// @param reason why it can't, or why its newest file isn't the one that answers; else empty
record Slot(ModelSource source, State state, Optional<Shared> shared, String reason) {

    static Slot loading(ModelSource source) {
        return new Slot(source, State.LOADING, Optional.empty(), "");
    }

    static Slot ready(ModelSource source, Shared model) {
        return new Slot(source, State.READY, Optional.of(model), "");
    }

    static Slot unloaded(ModelSource source) {
        return new Slot(source, State.UNLOADED, Optional.empty(), "unloaded");
    }

    /// What becomes of this slot when `source` can't be loaded: what answered goes on.
    Slot failed(ModelSource broken, String why) {
        return new Slot(broken, shared.isPresent() ? State.READY : State.UNAVAILABLE, shared, why);
    }

    Catalog.Entry key() {
        return source.key();
    }

    void release() {
        shared.ifPresent(Shared::release);
    }
}
