package dev.edgewise.train;

import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Size;

/// What a convolution over the rows of each channel by itself and the batch normalization after
/// it do to a column of a channel: a matrix [made, rows] and an addend [made], for each channel.
final class RowMatrices {

    private final Picture picture;
    private final int made;
    private final float[] factors;
    private final float[] addends;

    private RowMatrices(Picture picture, int made, float[] factors, float[] addends) {
        this.picture = picture;
        this.made = made;
        this.factors = factors;
        this.addends = addends;
    }

    /// @param picture what the convolution reads
    /// @throws IllegalArgumentException if the two do anything else
    static RowMatrices of(
            Convolution convolution, BatchNorm norm, Picture picture, Weights weights) {
        Size kernel = convolution.kernel();
        if (!convolution.depthwise()
                || kernel.columns() != 1
                || convolution.stride().columns() != 1
                || convolution.padding().columns() != 0
                || convolution.bias()
                || convolution.activation() != Layer.Activation.NONE
                || norm.activation() != Layer.Activation.NONE) {
            throw new IllegalArgumentException(
                    convolution.tensor() + ": more than a matrix for each channel's rows");
        }
        int rows = picture.rows();
        int made = picture.after(convolution).rows();
        Affine affine = Affine.of(norm, weights);
        float[] taps = weights.values(convolution.tensor() + ".kernel");
        float[] factors = new float[picture.channels() * made * rows];
        float[] addends = new float[picture.channels() * made];
        for (int i = 0; i < addends.length; i++) {
            int band = i / (made / norm.bands());
            addends[i] = affine.addend(band);
            for (int tap = 0; tap < kernel.rows(); tap++) {
                int row =
                        i % made * convolution.stride().rows()
                                + tap * convolution.dilation().rows()
                                - convolution.padding().rows();
                if (row >= 0 && row < rows) {
                    factors[i * rows + row] +=
                            affine.factor(band) * taps[i / made * kernel.rows() + tap];
                }
            }
        }
        return new RowMatrices(picture, made, factors, addends);
    }

    /// The mean of the rows that are made.
    RowMatrices mean() {
        int rows = picture.rows();
        float[] factors = new float[picture.channels() * rows];
        float[] addends = new float[picture.channels()];
        for (int i = 0; i < this.addends.length; i++) {
            addends[i / made] += this.addends[i] / made;
            for (int row = 0; row < rows; row++) {
                factors[i / made * rows + row] += this.factors[i * rows + row] / made;
            }
        }
        return new RowMatrices(picture, 1, factors, addends);
    }

    /// With what is read added to what is made.
    RowMatrices plusIdentity() {
        if (made != picture.rows()) {
            throw new IllegalStateException(
                    picture.rows() + " rows can't be added to " + made + " rows");
        }
        float[] factors = this.factors.clone();
        for (int i = 0; i < addends.length; i++) {
            factors[i * made + i % made]++;
        }
        return new RowMatrices(picture, made, factors, addends);
    }

    int channels() {
        return picture.channels();
    }

    int rows() {
        return picture.rows();
    }

    /// Rows that are made.
    int made() {
        return made;
    }

    /// [channels x made, rows].
    float[] factors() {
        return factors.clone();
    }

    /// [channels x made].
    float[] addends() {
        return addends.clone();
    }
}
