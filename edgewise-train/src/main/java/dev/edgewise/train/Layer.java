package dev.edgewise.train;

import java.util.List;

/// One layer of a [Network], as data. What it computes when it is trained is said by
/// [TorchNetwork], what it computes when it recognises by [OnnxExport].
sealed interface Layer {

    /// The name of the tensor that it makes in the exported graph; its weights are called by
    /// it.
    String tensor();

    /// What happens to a layer's sum: nothing, max(0, x), or x times its sigmoid.
    enum Activation {
        NONE,
        RELU,
        SILU
    }

    /// Rows (frequency, or time where a picture has it there) and columns.
    record Size(int rows, int columns) {

        static final Size ONE = new Size(1, 1);
        static final Size ZERO = new Size(0, 0);

        static Size square(int side) {
            return new Size(side, side);
        }
    }

    /// (x - mean) / deviation, two numbers that are measured on the training clips beforehand.
    record Normalization(String tensor) implements Layer {}

    /// A convolution. Without a bias where a [BatchNorm] follows, which has one.
    ///
    /// @param filters how many channels it makes; [#DEPTHWISE]: a kernel of its own for each
    /// channel that it reads
    /// @param padding zeros around the picture, on each side
    record Convolution(
            String tensor,
            int filters,
            Size kernel,
            Size stride,
            Size padding,
            Size dilation,
            boolean bias,
            Activation activation)
            implements Layer {

        /// As many filters as channels, each of which reads one.
        static final int DEPTHWISE = 0;

        /// With a bias, stride 1 and no padding.
        static Convolution of(String tensor, int filters, Size kernel, Activation activation) {
            return new Convolution(
                    tensor, filters, kernel, Size.ONE, Size.ZERO, Size.ONE, true, activation);
        }

        /// Without bias or activation, stride 1 and no padding: for a [BatchNorm] to follow.
        static Convolution plain(String tensor, int filters, Size kernel) {
            return new Convolution(
                    tensor, filters, kernel, Size.ONE, Size.ZERO, Size.ONE, false, Activation.NONE);
        }

        Convolution stride(int rows, int columns) {
            return new Convolution(
                    tensor,
                    filters,
                    kernel,
                    new Size(rows, columns),
                    padding,
                    dilation,
                    bias,
                    activation);
        }

        Convolution padding(int rows, int columns) {
            return new Convolution(
                    tensor,
                    filters,
                    kernel,
                    stride,
                    new Size(rows, columns),
                    dilation,
                    bias,
                    activation);
        }

        Convolution dilation(int rows, int columns) {
            return new Convolution(
                    tensor,
                    filters,
                    kernel,
                    stride,
                    padding,
                    new Size(rows, columns),
                    bias,
                    activation);
        }

        boolean depthwise() {
            return filters == DEPTHWISE;
        }

        /// Whether each place of the picture is computed from the same place alone.
        boolean isPointwise() {
            return !depthwise()
                    && kernel.equals(Size.ONE)
                    && stride.equals(Size.ONE)
                    && padding.equals(Size.ZERO);
        }
    }

    /// Batch normalization (Ioffe and Szegedy, 2015) of each channel or, with more than one
    /// band, of each of `bands` equal parts of the rows of each channel: sub-spectral
    /// normalization (Chang et al., 2021).
    record BatchNorm(String tensor, int bands, Activation activation) implements Layer {

        static final float EPSILON = 1e-5f;
    }

    /// Broadcasted residual learning (Kim et al., 2021, section 2): with y = `frequency`(x),
    /// makes max(0, y + z) of z = `time`(the mean of y over its rows), which is added to every
    /// row, and of x too, if `identity`.
    record Broadcast(String tensor, List<Layer> frequency, List<Layer> time, boolean identity)
            implements Layer {

        public Broadcast {
            frequency = List.copyOf(frequency);
            time = List.copyOf(time);
        }
    }

    /// The largest value of each square of `size` x `size`; what is left at the border is
    /// dropped.
    record MaxPool(String tensor, int size) implements Layer {}

    /// The mean of each channel: one row of as many values as there are channels.
    record Average(String tensor) implements Layer {}

    /// Sets that share of the values to zero while training, and scales up the others; does
    /// nothing, and so makes no tensor, when recognising.
    ///
    /// @param channels whether whole channels are dropped, instead of single values
    record Dropout(float rate, boolean channels) implements Layer {

        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("rate: must be in [0, 1), got " + rate);
            }
        }

        @Override
        public String tensor() {
            return "";
        }
    }

    /// Channels, rows and columns in one row, channels first.
    record Flatten(String tensor) implements Layer {}

    /// A fully connected layer.
    record Dense(String tensor, int units, Activation activation) implements Layer {}
}
