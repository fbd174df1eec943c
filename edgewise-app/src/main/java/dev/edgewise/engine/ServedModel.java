package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
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

/// One version of a model, loaded and warm: tensors for tensors and, if it has a card, words for
/// clips. Any number of threads may use it at once.
public interface ServedModel extends AutoCloseable {

    String name();

    String version();

    /// What it says of itself; empty if it isn't one of Edgewise's models, which recognise.
    Optional<ModelCard> card();

    /// Its file, for who wants to run it elsewhere; empty if it can't be given away.
    Optional<ModelFile> file();

    /// The tensors that it needs, in its order.
    List<Port> inputs();

    /// What it gives, in its order.
    List<Port> outputs();

    /// Runs it.
    ///
    /// @param inputs each of [#inputs()], by name, with fitting type and sizes
    /// @param wanted the names of the outputs that are; none for all
    /// @return the outputs by name; those that are no tensors are left out
    /// @throws ModelException if it can't be run on them
    Map<String, TensorValue> run(Map<String, TensorValue> inputs, Set<String> wanted)
            throws ModelException;

    /// Recognises the word in a clip of any rate and length.
    ///
    /// @throws ModelException if it has no card, or can't be run
    Prediction recognize(Clip clip) throws ModelException;

    @Override
    void close();
}
