package dev.edgewise.serve;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A model of four samples that hears "yes" as loud as the first sample is, and can be held up.
final class FakeModel implements ServedModel {

    static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 4, "", "", "", "");

    /// Runs that may end; a test that holds the model up takes them all, and gives them back.
    final Semaphore mayEnd = new Semaphore(1_000_000);

    /// Runs that have begun.
    final AtomicInteger begun = new AtomicInteger();

    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public ModelCard card() {
        return CARD;
    }

    @Override
    public String input() {
        return "waveform";
    }

    @Override
    public String output() {
        return "probabilities";
    }

    @Override
    public Prediction recognize(Clip clip) throws IOException {
        begun.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        double yes = clip.samples()[0];
        if (yes < 0) {
            throw new IllegalStateException("a bug in the model");
        }
        return new Prediction(
                List.of(new Prediction.Score("yes", yes), new Prediction.Score("no", 1 - yes)));
    }

    @Override
    public float[] probabilities(float[] waveforms) {
        float[] probabilities = new float[waveforms.length / 2];
        for (int i = 0; i < waveforms.length / 4; i++) {
            probabilities[2 * i] = waveforms[4 * i];
            probabilities[2 * i + 1] = 1 - waveforms[4 * i];
        }
        return probabilities;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
