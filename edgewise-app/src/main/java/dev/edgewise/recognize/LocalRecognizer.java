package dev.edgewise.recognize;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxModel;
import java.util.ArrayList;
import java.util.List;

/// Recognises in this process, with one model. Any number of threads may use it at once.
public final class LocalRecognizer implements Recognizer {

    private final OnnxModel model;

    /// A recognizer that owns `model` and closes it.
    public LocalRecognizer(OnnxModel model) {
        this.model = model;
    }

    /// The model that it runs.
    public OnnxModel model() {
        return model;
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        ModelCard card = model.card();
        Clip fitted = clip.fitTo(card.samples(), card.sampleRate());
        return prediction(card, model.probabilities(fitted.samples()));
    }

    /// What the model with `card` says in `probabilities`, one a label.
    ///
    /// @throws ModelException if one of them is no number
    public static Prediction prediction(ModelCard card, float[] probabilities)
            throws ModelException {
        List<Prediction.Score> scores = new ArrayList<>(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            if (!Float.isFinite(probabilities[i])) {
                throw new ModelException(
                        "%s: gives %s for '%s', expected a probability"
                                .formatted(card.name(), probabilities[i], card.labels().get(i)));
            }
            scores.add(new Prediction.Score(card.labels().get(i), probabilities[i]));
        }
        return new Prediction(scores);
    }

    @Override
    public void close() {
        model.close();
    }
}
