package dev.edgewise.train;

import dev.edgewise.train.Layer.Dense;
import java.util.List;

/// A network, described once: its layers in the order in which they run, from the features of a
/// [FrontEnd] to one logit a label. Both what is trained and the nodes of the ONNX file are
/// made from it.
///
/// @param name what it is called on the command line and in the card
/// @param frontEnd what makes its features
record Network(String name, FrontEnd frontEnd, List<Layer> layers) {

    Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || !(layers.getLast() instanceof Dense)) {
            throw new IllegalArgumentException(
                    name + ": the last layer must be dense, got " + layers);
        }
    }

    /// The tensor that its last layer makes.
    String output() {
        return layers.getLast().tensor();
    }

    /// How many labels it tells apart.
    int labels() {
        return ((Dense) layers.getLast()).units();
    }
}
