package dev.edgewise.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/// The right to use a model: it stays loaded until the lease is closed, whatever happens to the
/// catalog.
public final class Lease implements AutoCloseable {

    private final Shared shared;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Lease(Shared shared) {
        this.shared = shared;
    }

    public ServedModel model() {
        return shared.model();
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            shared.release();
        }
    }
}
