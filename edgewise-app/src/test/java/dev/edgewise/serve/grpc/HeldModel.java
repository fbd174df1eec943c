package dev.edgewise.serve.grpc;

import dev.edgewise.audio.Clip;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that gives `x`, float32 of N values, back as `y`, and can be held up. Where `x` begins
/// with a negative value, it has a bug.
final class HeldModel implements ServedModel {

    /// Runs that may end; a test that holds the model up takes them all, and gives them back.
    final Semaphore mayEnd = new Semaphore(ALL);

    static final int ALL = 1_000_000;

    /// Runs that have begun.
    final AtomicInteger begun = new AtomicInteger();

    @Override
    public String name() {
        return "held";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Optional<ModelCard> card() {
        return Optional.empty();
    }

    @Override
    public List<Port> inputs() {
        return List.of(port("x"));
    }

    @Override
    public List<Port> outputs() {
        return List.of(port("y"));
    }

    private static Port port(String name) {
        return new Port(
                name, "float32", Optional.of(ElementType.FLOAT32), Optional.of(List.of("N")));
    }

    @Override
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs) {
        begun.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        mayEnd.release();
        float[] values = inputs.values().iterator().next().floats();
        if (values[0] < 0) {
            throw new IllegalStateException("a bug in the model");
        }
        return Map.of("y", TensorValue.of(values, values.length));
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        throw new ModelException("held: takes tensors");
    }

    @Override
    public void close() {
        // It has nothing to let go of.
    }
}
