package dev.edgewise.train;

import static dev.edgewise.train.Layer.Convolution.DEPTHWISE;

import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Average;
import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Size;
import java.util.ArrayList;
import java.util.List;

/// The depthwise separable network that MLPerf Tiny spots keywords with (Banbury et al., 2021;
/// from Zhang et al., 2017, "Hello Edge"): 49 x 10 MFCCs, one convolution, four separable ones
/// of 64 channels. Its first padding is the same on both sides, where TensorFlow's has a row
/// less above.
final class DsCnn {

    static final String SMALL = "ds-cnn-s";

    private static final int CHANNELS = 64;
    private static final int BLOCKS = 4;

    private DsCnn() {}

    /// With one output a label.
    static Network small(int labels) {
        List<Layer> layers = new ArrayList<>();
        layers.add(
                Convolution.plain("conv_1", CHANNELS, new Size(10, 4)).stride(2, 2).padding(5, 1));
        layers.add(new BatchNorm("conv_1.norm", 1, Activation.RELU));
        layers.add(new Dropout(0.2f, false));
        for (int block = 1; block <= BLOCKS; block++) {
            String name = "block_" + block;
            layers.add(
                    Convolution.plain(name + ".depthwise", DEPTHWISE, Size.square(3))
                            .padding(1, 1));
            layers.add(new BatchNorm(name + ".depthwise.norm", 1, Activation.RELU));
            layers.add(Convolution.plain(name + ".pointwise", CHANNELS, Size.ONE));
            layers.add(new BatchNorm(name + ".pointwise.norm", 1, Activation.RELU));
        }
        layers.add(new Dropout(0.4f, false));
        layers.add(new Average("average"));
        layers.add(new Dense("logits", labels, Activation.NONE));
        return new Network(SMALL, LogMelFrontEnd.MLPERF_TINY, layers);
    }
}
