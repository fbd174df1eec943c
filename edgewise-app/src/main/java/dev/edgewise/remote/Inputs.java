package dev.edgewise.remote;

import java.util.List;
import java.util.Map;

/// What a server is to be asked with.
public sealed interface Inputs {

    /// Whatever fits: the demo clips where the server recognises, else random tensors.
    record Fitting() implements Inputs {}

    /// Files: WAV for a server that recognises or a model that takes a waveform, else `.npy`;
    /// each is an item.
    ///
    /// @param files paths, perhaps with the input's name and `=` before; at least one
    record FromFiles(List<String> files) implements Inputs {

        public FromFiles {
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("at least one file is needed");
            }
        }
    }

    /// Values drawn from a seed, as the model's metadata ask for.
    ///
    /// @param shapes by input, for sizes that the model leaves open; those not given are 1
    record Drawn(Map<String, List<Long>> shapes) implements Inputs {

        public Drawn {
            shapes = Map.copyOf(shapes);
        }
    }
}
