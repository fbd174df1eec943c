package dev.edgewise.train;

import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Flatten;
import dev.edgewise.train.Layer.MaxPool;
import dev.edgewise.train.Layer.Normalization;
import dev.edgewise.train.Layer.Size;
import java.util.List;

/// The network of TensorFlow's tutorial "Simple audio recognition"
/// (<https://www.tensorflow.org/tutorials/audio/simple_audio>).
final class TutorialCnn {

    static final String NAME = "tutorial-cnn";

    private TutorialCnn() {}

    /// With one output a label.
    static Network of(int labels) {
        return of(32, 64, 128, labels);
    }

    /// With other widths.
    static Network of(int first, int second, int hidden, int labels) {
        return new Network(
                NAME,
                PictureFrontEnd.TUTORIAL,
                List.of(
                        new Normalization("normalized"),
                        Convolution.of("conv_1", first, Size.square(3), Activation.RELU),
                        Convolution.of("conv_2", second, Size.square(3), Activation.RELU),
                        new MaxPool("pooled", 2),
                        new Dropout(0.25f, false),
                        new Flatten("flat"),
                        new Dense("dense_1", hidden, Activation.RELU),
                        new Dropout(0.5f, false),
                        new Dense("logits", labels, Activation.NONE)));
    }
}
