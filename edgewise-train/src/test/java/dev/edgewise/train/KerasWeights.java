package dev.edgewise.train;

/// Weights of the tutorial's network in Keras' order, put into ours: its tensors are channels last,
/// a kernel's last dimension counts what comes out.
final class KerasWeights {

    private KerasWeights() {}

    /// [rows, columns, in, out] -> [out, in, rows, columns].
    static float[] convolution(float[] kernel, int size, int in, int out) {
        float[] ours = new float[kernel.length];
        for (int place = 0; place < size * size; place++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    ours[(o * in + i) * size * size + place] = kernel[(place * in + i) * out + o];
                }
            }
        }
        return ours;
    }

    /// [in, out] -> [out, in], where the inputs are `places` x `channels`, flattened channels last,
    /// and become `channels` x `places`.
    static float[] dense(float[] kernel, int places, int channels, int out) {
        float[] ours = new float[kernel.length];
        for (int place = 0; place < places; place++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int o = 0; o < out; o++) {
                    ours[(o * channels + channel) * places + place] =
                            kernel[(place * channels + channel) * out + o];
                }
            }
        }
        return ours;
    }
}
