package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelFile;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model that makes `y` of `x`, both float32 and of one shape. It has no card and no file.
public abstract class TensorModel implements ServedModel {

    private final String name;
    private final String version;
    private final List<String> shape;

    protected TensorModel(String name, String version, List<String> shape) {
        this.name = name;
        this.version = version;
        this.shape = shape;
    }

    /// What it gives for `x`.
    protected abstract TensorValue run(TensorValue x) throws ModelException;

    @Override
    public final Map<String, TensorValue> run(Map<String, TensorValue> inputs, Set<String> wanted)
            throws ModelException {
        return Map.of("y", run(inputs.values().iterator().next()));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String version() {
        return version;
    }

    @Override
    public final Optional<ModelCard> card() {
        return Optional.empty();
    }

    @Override
    public final Optional<ModelFile> file() {
        return Optional.empty();
    }

    @Override
    public final List<Port> inputs() {
        return List.of(port("x"));
    }

    @Override
    public final List<Port> outputs() {
        return List.of(port("y"));
    }

    private Port port(String called) {
        return new Port(called, "float32", Optional.of(ElementType.FLOAT32), Optional.of(shape));
    }

    @Override
    public final Prediction recognize(Clip clip) throws ModelException {
        throw new ModelException(name + ": takes tensors");
    }

    @Override
    public void close() {
        // It has nothing to let go of.
    }
}
