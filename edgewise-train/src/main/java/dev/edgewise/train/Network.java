package dev.edgewise.train;

import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Flatten;
import dev.edgewise.train.Layer.MaxPool;
import dev.edgewise.train.Layer.Normalization;
import java.util.List;

/// A network, described once: its layers in the order in which they run, from the features of a
/// [FrontEnd] to one logit a word. Both the block that is trained and the nodes of the ONNX file
/// are made from it.
///
/// @param name what it is called on the command line and in the card
record Network(String name, List<Layer> layers) {

    /// The networks that can be trained.
    static final List<String> NAMES = List.of("tutorial-cnn");

    Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || !(layers.getLast() instanceof Dense)) {
            throw new IllegalArgumentException(
                    name + ": the last layer must be dense, got " + layers);
        }
    }

    /// The network of TensorFlow's tutorial "Simple audio recognition", with one output a word
    /// (<https://www.tensorflow.org/tutorials/audio/simple_audio>).
    static Network tutorialCnn(int words) {
        return tutorialCnn(32, 64, 128, words);
    }

    /// The tutorial's network with other widths.
    static Network tutorialCnn(int first, int second, int hidden, int words) {
        return new Network(
                "tutorial-cnn",
                List.of(
                        new Normalization("normalized"),
                        new Convolution("conv_1", first, 3, Activation.RELU),
                        new Convolution("conv_2", second, 3, Activation.RELU),
                        new MaxPool("pooled", 2),
                        new Dropout(0.25f),
                        new Flatten("flat"),
                        new Dense("dense_1", hidden, Activation.RELU),
                        new Dropout(0.5f),
                        new Dense("logits", words, Activation.NONE)));
    }

    /// The tensor that its last layer makes.
    String output() {
        return layers.getLast().tensor();
    }
}
