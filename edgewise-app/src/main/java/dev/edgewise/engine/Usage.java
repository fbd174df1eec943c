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
    public void answered(Lease lease, long batch, Phases phases) {
        ModelUsage model = of(Catalog.Entry.of(lease.model()));
        model.answered(batch, phases, clock.millis());
        // Of requests that run as one, who runs them counts the runs.
        if (!lease.isBatched()) {
            model.ran(batch, phases);
        }
    }

    /// Notes a request that wasn't.
    public void failed(Lease lease, Phases phases) {
        of(Catalog.Entry.of(lease.model())).failed(phases, clock.millis());
    }

    /// What `model` was asked; nothing yet, perhaps.
    public ModelUsage of(Catalog.Entry model) {
        return models.computeIfAbsent(model, m -> new ModelUsage());
    }

    /// Those that were ever asked.
    public List<Catalog.Entry> asked() {
        return new ArrayList<>(models.keySet());
    }
}
