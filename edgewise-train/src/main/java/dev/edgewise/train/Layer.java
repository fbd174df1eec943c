package dev.edgewise.train;

/// One layer of a [Network], as data. What it computes when it is trained is said by
/// [TorchNetwork], what it computes when it recognises by [OnnxExport].
sealed interface Layer {

    /// The name of the tensor that it makes in the exported graph; its weights are called by it.
    String tensor();

    /// What happens to a layer's sum: nothing, or max(0, x).
    enum Activation {
        NONE,
        RELU
    }

    /// (x - mean) / deviation, two numbers that are measured on the training clips beforehand.
    record Normalization(String tensor) implements Layer {}

    /// A convolution with `filters` square kernels of `kernel` x `kernel`, stride 1, no padding.
    record Convolution(String tensor, int filters, int kernel, Activation activation)
            implements Layer {}

    /// The largest value of each square of `size` x `size`; what is left at the border is dropped.
    record MaxPool(String tensor, int size) implements Layer {}

    /// Sets that share of the values to zero while training, and scales up the others; does
    /// nothing, and so makes no tensor, when recognising.
    record Dropout(float rate) implements Layer {

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
