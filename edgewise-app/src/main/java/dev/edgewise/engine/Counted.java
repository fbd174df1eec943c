package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model whose runs are counted.
final class Counted implements ServedModel {

    private final ServedModel model;
    private final ModelStatistics statistics;

    Counted(ServedModel model, ModelStatistics statistics) {
        this.model = model;
        this.statistics = statistics;
    }

    @Override
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs) throws ModelException {
        long begin = System.nanoTime();
        Map<String, TensorValue> outputs = model.run(inputs);
        statistics.executed(rows(inputs), System.nanoTime() - begin);
        return outputs;
    }

    private static long rows(Map<String, TensorValue> inputs) {
        if (inputs.isEmpty()) {
            return 1;
        }
        List<Long> shape = inputs.values().iterator().next().shape();
        return shape.isEmpty() ? 1 : shape.getFirst();
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        long begin = System.nanoTime();
        Prediction prediction = model.recognize(clip);
        statistics.executed(1, System.nanoTime() - begin);
        return prediction;
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
