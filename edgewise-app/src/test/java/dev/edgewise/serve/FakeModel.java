package dev.edgewise.serve;

import dev.edgewise.audio.Clip;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelFile;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A model of four samples that hears "yes" as loud as the first sample is, and can be held up.
public final class FakeModel implements ServedModel {

    static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 4, "", "", "", "");

    private final ModelCard card;

    /// Runs that may end; a test that holds the model up takes them all, and gives them back.
    public final Semaphore mayEnd = new Semaphore(1_000_000);

    /// Runs that have begun.
    final AtomicInteger begun = new AtomicInteger();

    public final AtomicBoolean closed = new AtomicBoolean();

    public FakeModel() {
        this(CARD);
    }

    /// A model that takes as many samples as `card` says.
    public FakeModel(ModelCard card) {
        this.card = card;
    }

    @Override
    public String name() {
        return CARD.name();
    }

    @Override
    public String version() {
        return CARD.version();
    }

    @Override
    public Optional<ModelCard> card() {
        return Optional.of(card);
    }

    @Override
    public Optional<ModelFile> file() {
        return Optional.empty();
    }

    @Override
    public List<Port> inputs() {
        return List.of(port("waveform", 4));
    }

    @Override
    public List<Port> outputs() {
        return List.of(port("probabilities", 2));
    }

    private static Port port(String name, int width) {
        return new Port(
                name,
                "float32",
                Optional.of(ElementType.FLOAT32),
                Optional.of(List.of("N", Integer.toString(width))));
    }

    @Override
    public Prediction recognize(Clip clip) {
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
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs, Set<String> wanted) {
        float[] waveforms = inputs.values().iterator().next().floats();
        float[] probabilities = new float[waveforms.length / 2];
        for (int i = 0; i < waveforms.length / 4; i++) {
            probabilities[2 * i] = waveforms[4 * i];
            probabilities[2 * i + 1] = 1 - waveforms[4 * i];
        }
        return Map.of("probabilities", TensorValue.of(probabilities, waveforms.length / 4, 2));
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
