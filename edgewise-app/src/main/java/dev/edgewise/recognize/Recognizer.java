package dev.edgewise.recognize;

import dev.edgewise.audio.Clip;
import java.io.IOException;

/// Turns a clip into a prediction, wherever that happens: in this process, on a server, or partly
/// on both.
@FunctionalInterface
public interface Recognizer extends AutoCloseable {

    /// Recognises the word in `clip`. The clip may have any rate and length; the model's own are
    /// taken care of.
    ///
    /// @throws IOException if the place where it runs can't be reached or refuses, with one line
    /// that names it
    Prediction recognize(Clip clip) throws IOException;

    @Override
    default void close() {}
}
