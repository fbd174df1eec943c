package dev.edgewise.train;

import dev.edgewise.train.Layer.BatchNorm;

/// What batch normalization is once it has learned: a factor and an addend for each channel, or
/// band of a channel.
final class Affine {

    private final float[] factors;
    private final float[] addends;

    private Affine(float[] factors, float[] addends) {
        this.factors = factors;
        this.addends = addends;
    }

    static Affine of(BatchNorm norm, Weights weights) {
        String name = norm.tensor();
        float[] factors = weights.values(name + ".scale");
        float[] addends = weights.values(name + ".shift");
        float[] mean = weights.values(name + ".mean");
        float[] variance = weights.values(name + ".variance");
        for (int i = 0; i < factors.length; i++) {
            factors[i] /= (float) Math.sqrt(variance[i] + BatchNorm.EPSILON);
            addends[i] -= mean[i] * factors[i];
        }
        return new Affine(factors, addends);
    }

    int size() {
        return factors.length;
    }

    float factor(int i) {
        return factors[i];
    }

    float addend(int i) {
        return addends[i];
    }
}
