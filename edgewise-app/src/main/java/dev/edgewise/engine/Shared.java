package dev.edgewise.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A model and how many hold it: the catalog, as long as it is offered, and each lease. The last
/// one to let go closes it.
final class Shared {

    private final ServedModel model;
    private final Optional<Batched> batched;
    private final Pace pace;
    private final AtomicInteger holders = new AtomicInteger(1);

    /// @param batched runs its requests together, if they are
    /// @param pace what they take of the workers
    Shared(ServedModel model, Optional<Batched> batched, Pace pace) {
        this.model = model;
        this.batched = batched;
        this.pace = pace;
    }

    ServedModel model() {
        return model;
    }

    Optional<Batched> batched() {
        return batched;
    }

    Pace pace() {
        return pace;
    }

    /// A lease; none if the model was let go of a moment ago.
    Optional<Lease> lease() {
        int seen = holders.get();
        while (seen > 0) {
            if (holders.compareAndSet(seen, seen + 1)) {
                return Optional.of(new Lease(this));
            }
            seen = holders.get();
        }
        return Optional.empty();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            model.close();
        }
    }
}
