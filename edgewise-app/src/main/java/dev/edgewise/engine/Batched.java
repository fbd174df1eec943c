package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Runs requests for a model that come at the same time as one, along their first dimension.
///
/// The first request of a batch runs it: it waits for the delay, or until the batch is full, and
/// then for its turn to run, while others still join. They sleep until it brings their answers.
final class Batched {

    private final ServedModel model;
    private final LoadSettings load;
    private final Semaphore turns;
    private final ModelUsage usage;
    private final Map<Batch.Kind, Batch> open = new HashMap<>();

    /// @param model which [#fits]; stays the caller's
    /// @param turns one for each run that may be under way, of this model or another
    /// @param usage where its runs are counted
    Batched(ServedModel model, LoadSettings load, Semaphore turns, ModelUsage usage) {
        this.model = model;
        this.load = load;
        this.turns = turns;
        this.usage = usage;
    }

    /// Whether the first size of all that goes into `model` and comes out is open.
    static boolean fits(ServedModel model) {
        return model.inputs().stream().allMatch(Batched::isOpen)
                && model.outputs().stream().allMatch(Batched::isOpen);
    }

    private static boolean isOpen(Port port) {
        return port.dimensions()
                .map(sizes -> !sizes.isEmpty() && !Port.isSize(sizes.getFirst()))
                .orElse(false);
    }

    /// Runs the model, as [Lease#run] has it.
    Map<String, TensorValue> run(Ticket ticket, Map<String, TensorValue> inputs, Set<String> wanted)
            throws IOException {
        Batch batch;
        Batch.Part part;
        boolean first = false;
        synchronized (open) {
            Batch.Kind kind = Batch.Kind.of(inputs, wanted);
            Batch joined = open.get(kind);
            if (joined == null) {
                joined = new Batch(kind);
                first = true;
                open.put(kind, joined);
            }
            batch = joined;
            part = batch.join(inputs, new Patience(ticket, load, System.nanoTime()));
            if (batch.size() == load.batching().most()) {
                open.remove(kind, batch);
                batch.fill();
            }
        }
        try {
            if (first) {
                lead(batch, part);
            }
            return part.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.stopping();
        } finally {
            part.tell(ticket.phases());
        }
    }

    private void lead(Batch batch, Batch.Part own) throws InterruptedException {
        try {
            batch.awaitFull(load.batching().delay());
            turns.acquire();
            try {
                close(batch);
                own.look();
                batch.run(model, usage);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            close(batch);
            batch.fail(Refusal.stopping());
            throw e;
        } finally {
            // Whatever happened, nobody waits for an answer that won't come.
            close(batch);
            batch.fail(new IllegalStateException("the run ended without an answer"));
        }
    }

    private void close(Batch batch) {
        synchronized (open) {
            open.remove(batch.kind(), batch);
        }
    }

    /// Recognises the word in a clip, as [Lease#recognize] has it.
    Prediction recognize(Ticket ticket, Clip clip) throws IOException {
        ModelCard card =
                model.card()
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                model.name() + ": it doesn't recognise clips"));
        Clip fitted = clip.fitTo(card.samples(), card.sampleRate());
        TensorValue waveform = TensorValue.of(fitted.samples(), 1, card.samples());
        Map<String, TensorValue> outputs =
                run(ticket, Map.of(model.inputs().getFirst().name(), waveform), Set.of());
        return LocalRecognizer.prediction(card, outputs.values().iterator().next().floats());
    }
}
