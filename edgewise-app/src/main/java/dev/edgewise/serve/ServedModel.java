package dev.edgewise.serve;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;

/// What the server needs of a model: words for clips, and tensors for tensors. Any number of
/// threads may use it at once.
interface ServedModel extends AutoCloseable {

    ModelCard card();

    /// The names of the tensors that it takes and gives.
    String input();

    String output();

    Prediction recognize(Clip clip) throws IOException;

    /// N x labels probabilities for N x samples samples.
    float[] probabilities(float[] waveforms) throws IOException;

    @Override
    void close();

    /// The model of `recognizer`, which is closed with it.
    static ServedModel of(LocalRecognizer recognizer) {
        return new ServedModel() {
            @Override
            public ModelCard card() {
                return recognizer.model().card();
            }

            @Override
            public String input() {
                return recognizer.model().input();
            }

            @Override
            public String output() {
                return recognizer.model().output();
            }

            @Override
            public Prediction recognize(Clip clip) throws IOException {
                return recognizer.recognize(clip);
            }

            @Override
            public float[] probabilities(float[] waveforms) throws IOException {
                return recognizer.model().probabilities(waveforms);
            }

            @Override
            public void close() {
                recognizer.close();
            }
        };
    }
}
