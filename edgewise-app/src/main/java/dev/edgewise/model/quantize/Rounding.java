package dev.edgewise.model.quantize;

/// A layer's weights and bias as whole numbers: weights of 8 bits with a sign, a scale a channel,
/// none of them -128, so that they lie evenly around 0; the bias of 32 bits in units of the
/// input's scale times the weights'.
final class Rounding {

    private static final int TOP = 127;

    /// The bias must leave room for the sum that is added to it.
    private static final double LARGEST_BIAS = 1L << 30;

    private final byte[] weights;
    private final float[] scales;
    private final int[] bias;
    private final float[] biasScales;

    Rounding(byte[] weights, float[] scales, int[] bias, float[] biasScales) {
        this.weights = weights;
        this.scales = scales;
        this.bias = bias;
        this.biasScales = biasScales;
    }

    /// Rounds the weights of `layer`, whose input has scale `input`.
    static Rounding of(Linear layer, float input) {
        float[] values = layer.weight().values();
        int channels = layer.channels();
        double[] largest = new double[channels];
        for (int i = 0; i < values.length; i++) {
            int channel = layer.weight().along(layer.axis(), i);
            largest[channel] = Math.max(largest[channel], Math.abs(values[i]));
        }
        float[] scales = new float[channels];
        int[] bias = new int[layer.bias().length];
        float[] biasScales = new float[layer.bias().length];
        for (int i = 0; i < channels; i++) {
            double scale = largest[i] / TOP;
            if (bias.length > 0) {
                scale = Math.max(scale, Math.abs(layer.bias()[i]) / (LARGEST_BIAS * input));
            }
            scales[i] = scale >= Float.MIN_NORMAL ? (float) scale : 1;
            if (bias.length > 0) {
                biasScales[i] = input * scales[i];
                bias[i] = (int) Math.rint(layer.bias()[i] / (double) biasScales[i]);
            }
        }
        byte[] weights = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            double steps = values[i] / (double) scales[layer.weight().along(layer.axis(), i)];
            weights[i] = (byte) Math.max(-TOP, Math.min(TOP, Math.rint(steps)));
        }
        return new Rounding(weights, scales, bias, biasScales);
    }

    /// The weights, in the order of the layer's.
    byte[] weights() {
        return weights;
    }

    /// The scales of the weights, one a channel.
    float[] scales() {
        return scales;
    }

    /// The bias, one a channel; empty if the layer has none.
    int[] bias() {
        return bias;
    }

    /// The scales of the bias, one a channel; empty if the layer has none.
    float[] biasScales() {
        return biasScales;
    }
}
