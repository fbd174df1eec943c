package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A model that runs requests which come at the same time as one, along their first dimension.
///
/// The first request of a batch runs it: it waits for the delay, or until the batch is full, and
/// then for its turn to run, while others still join. They sleep until it brings their answers.
final class Batched implements ServedModel {

    private final ServedModel model;
    private final Batching batching;
    private final Semaphore turns;
    private final ModelUsage usage;
    private final boolean fits;
    private final Map<Batch.Kind, Batch> open = new HashMap<>();

    /// @param turns one for each run that may be under way, of this model or another
    /// @param usage where its runs are counted
    Batched(ServedModel model, Batching batching, Semaphore turns, ModelUsage usage) {
        this.model = model;
        this.batching = batching;
        this.turns = turns;
        this.usage = usage;
        // A model with a size that is fixed first runs each request alone.
        fits =
                model.inputs().stream().allMatch(Batched::isOpen)
                        && model.outputs().stream().allMatch(Batched::isOpen);
    }

    private static boolean isOpen(Port port) {
        return port.dimensions()
                .map(sizes -> !sizes.isEmpty() && !Port.isSize(sizes.getFirst()))
                .orElse(false);
    }

    @Override
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs) throws ModelException {
        Batch batch;
        Batch.Part part;
        boolean first = false;
        synchronized (open) {
            Batch.Kind kind = Batch.Kind.of(inputs);
            Batch joined = fits ? open.get(kind) : null;
            if (joined == null) {
                joined = new Batch(kind);
                first = true;
                if (fits) {
                    open.put(kind, joined);
                }
            }
            batch = joined;
            part = batch.join(inputs);
            if (!fits || batch.size() == batching.most()) {
                open.remove(kind, batch);
                batch.fill();
            }
        }
        try {
            if (first) {
                lead(batch);
            }
            return part.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(name() + ": interrupted while it waited for its batch", e);
        }
    }

    private void lead(Batch batch) throws InterruptedException {
        try {
            batch.awaitFull(batching.delay());
            turns.acquire();
        } catch (InterruptedException e) {
            close(batch);
            batch.fail(new ModelException(name() + ": its batch was interrupted", e));
            throw e;
        }
        try {
            close(batch);
            batch.run(model, usage);
        } finally {
            turns.release();
        }
    }

    private void close(Batch batch) {
        synchronized (open) {
            open.remove(batch.kind(), batch);
        }
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        ModelCard card =
                card().orElseThrow(
                                () -> new ModelException(name() + ": it doesn't recognise clips"));
        Clip fitted = clip.fitTo(card.samples(), card.sampleRate());
        TensorValue waveform = TensorValue.of(fitted.samples(), 1, card.samples());
        Map<String, TensorValue> outputs = run(Map.of(inputs().getFirst().name(), waveform));
        return LocalRecognizer.prediction(card, outputs.values().iterator().next().floats());
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String version() {
        return model.version();
    }

    @Override
    public Optional<ModelCard> card() {
        return model.card();
    }

    @Override
    public List<Port> inputs() {
        return model.inputs();
    }

    @Override
    public List<Port> outputs() {
        return model.outputs();
    }

    @Override
    public void close() {
        model.close();
    }
}
