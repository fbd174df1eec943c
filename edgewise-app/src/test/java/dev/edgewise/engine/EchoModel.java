package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A model that gives back what it takes: N x 2 numbers, none of which may be negative. It fails
/// once it is closed.
final class EchoModel implements ServedModel {

    final AtomicBoolean closed = new AtomicBoolean();
    private final String version;
    private final String rows;

    /// @param rows its first size; a name where the caller chooses
    EchoModel(String version, String rows) {
        this.version = version;
        this.rows = rows;
    }

    static Map<String, TensorValue> input(float... values) {
        return Map.of("x", TensorValue.of(values, values.length / 2, 2));
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String version() {
        return version;
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

    private Port port(String name) {
        return new Port(
                name, "float32", Optional.of(ElementType.FLOAT32), Optional.of(List.of(rows, "2")));
    }

    @Override
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs) throws ModelException {
        if (closed.get()) {
            throw new IllegalStateException("it is closed");
        }
        TensorValue x = inputs.values().iterator().next();
        for (float value : x.floats()) {
            if (value < 0) {
                throw new ModelException("echo: " + value + " is negative");
            }
        }
        return Map.of("y", x);
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        throw new ModelException("echo: takes tensors");
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
