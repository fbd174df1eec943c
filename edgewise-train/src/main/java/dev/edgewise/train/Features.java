package dev.edgewise.train;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import java.util.Map;

/// Makes the features of clips, by running the front end's nodes just as the exported model
/// does. Several threads may ask it.
final class Features implements AutoCloseable {

    private final FrontEnd frontEnd;
    private final OnnxFunction head;

    /// @param threads that share the work of one call
    Features(FrontEnd frontEnd, int threads) throws ModelException {
        this.frontEnd = frontEnd;
        this.head = OnnxFunction.load("features", OnnxExport.head(frontEnd), threads);
    }

    /// The features of one or more waveforms, one after another.
    float[] of(float[] waveforms) throws ModelException {
        Map<String, float[]> tensors =
                head.run(waveforms, waveforms.length / frontEnd.samples(), frontEnd.samples());
        float[] values = tensors.get(frontEnd.tensor());
        if (values == null) {
            throw new IllegalStateException("the front end makes no " + frontEnd.tensor());
        }
        return values;
    }

    @Override
    public void close() {
        head.close();
    }
}
