package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
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

    Pace pace() {
        return shared.pace();
    }

    boolean isBatched() {
        return shared.batched().isPresent();
    }

    /// Runs the model, alone or together with other requests, as phase `predict`. The wait for
    /// those others is phase `batch`.
    ///
    /// @param inputs each of the model's, by name, with fitting type and sizes
    /// @param wanted the names of the outputs that are; none for all
    /// @return the outputs by name
    /// @throws dev.edgewise.model.ModelException if it can't be run on them
    /// @throws Refusal if it was dropped before it ran
    public Map<String, TensorValue> run(
            Ticket ticket, Map<String, TensorValue> inputs, Set<String> wanted) throws IOException {
        return isBatched()
                ? shared.batched().get().run(ticket, inputs, wanted)
                : ticket.phases().time("predict", () -> model().run(inputs, wanted));
    }

    /// Recognises the word in a clip of any rate and length; else as [#run].
    public Prediction recognize(Ticket ticket, Clip clip) throws IOException {
        return isBatched()
                ? shared.batched().get().recognize(ticket, clip)
                : ticket.phases().time("predict", () -> model().recognize(clip));
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            shared.release();
        }
    }
}
