package dev.edgewise.engine;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What each version of a model was asked since the server began, whichever face of it was asked.
/// Models that were unloaded are remembered.
public final class Usage {

    private final InstantSource clock;
    private final Map<Catalog.Entry, ModelUsage> models = new ConcurrentHashMap<>();

    /// @param clock tells when a model was last asked
    public Usage(InstantSource clock) {
        this.clock = clock;
    }

    /// Notes a request that was answered.
    ///
    /// @param batch how many were asked at once
    /// @param phases where its time went
    public void answered(ServedModel model, long batch, Phases phases) {
        of(model).answered(batch, phases, clock.millis());
    }

    /// Notes a request that wasn't.
    public void failed(ServedModel model, Phases phases) {
        of(model).failed(phases, clock.millis());
    }

    /// What `entry` was asked; nothing yet, perhaps.
    public ModelUsage of(Catalog.Entry entry) {
        return models.computeIfAbsent(entry, e -> new ModelUsage());
    }

    /// Those that were ever asked.
    public List<Catalog.Entry> asked() {
        return new ArrayList<>(models.keySet());
    }

    private ModelUsage of(ServedModel model) {
        return of(new Catalog.Entry(model.name(), model.version()));
    }
}
