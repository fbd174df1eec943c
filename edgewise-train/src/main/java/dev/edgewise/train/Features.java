package dev.edgewise.train;

import dev.edgewise.dataset.Recording;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Makes the features of clips, by running the front end's nodes just as the exported model does.
final class Features implements AutoCloseable {

    /// Clips that are read and transformed at a time.
    static final int BATCH = 64;

    private final FrontEnd frontEnd;
    private final OnnxFunction head;

    Features(FrontEnd frontEnd, int threads) throws ModelException {
        this.frontEnd = frontEnd;
        this.head = OnnxFunction.load("features", OnnxExport.head(frontEnd), threads);
    }

    /// The features of all `recordings` that `reader` can read.
    ///
    /// @param spectrograms takes every value of every clip's spectrogram
    /// @param done is told of each batch how many recordings it had
    Examples of(
            List<Recording> recordings, ClipReader reader, Moments spectrograms, IntConsumer done)
            throws ModelException {
        Examples examples = new Examples(width());
        for (int from = 0; from < recordings.size(); from += BATCH) {
            int to = Math.min(recordings.size(), from + BATCH);
            ClipReader.Batch batch = reader.read(recordings.subList(from, to));
            if (batch.size() > 0) {
                Map<String, float[]> tensors = run(batch.waveforms());
                spectrograms.add(tensor(tensors, FrontEnd.SPECTROGRAM));
                examples.add(tensor(tensors, FrontEnd.FEATURES), batch.words());
            }
            done.accept(to - from);
        }
        return examples;
    }

    /// The features of one or more waveforms, one after another.
    float[] of(float[] waveforms) throws ModelException {
        return tensor(run(waveforms), FrontEnd.FEATURES);
    }

    private Map<String, float[]> run(float[] waveforms) throws ModelException {
        return head.run(waveforms, waveforms.length / frontEnd.samples(), frontEnd.samples());
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalStateException("the front end makes no " + name);
        }
        return values;
    }

    private int width() {
        return frontEnd.size() * frontEnd.size();
    }

    @Override
    public void close() {
        head.close();
    }
}
