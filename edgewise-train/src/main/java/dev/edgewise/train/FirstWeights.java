package dev.edgewise.train;

import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Broadcast;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Draws the weights that a training begins with: kernels uniformly within sqrt(6 / (inputs +
/// outputs)) (Glorot and Bengio, 2010), as Keras does; biases are zero, and batch normalization
/// does nothing yet.
final class FirstWeights {

    private final SplittableRandom random;
    private final Weights weights = new Weights();

    private FirstWeights(SplittableRandom random) {
        this.random = random;
    }

    /// Of `network`, from `random`.
    ///
    /// @param input what its normalization layer needs to know, if it has one
    static Weights of(Network network, Moments input, SplittableRandom random) {
        FirstWeights first = new FirstWeights(random);
        first.draw(network.layers(), network.frontEnd().features(), input);
        return first.weights;
    }

    private void draw(List<Layer> layers, Picture shape, Moments input) {
        Picture picture = shape;
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Normalization n -> {
                    weights.with(n.tensor() + ".mean", new float[] {input.mean()}, 1);
                    weights.with(n.tensor() + ".deviation", new float[] {input.deviation()}, 1);
                }
                case Convolution c -> {
                    int filters = c.depthwise() ? picture.channels() : c.filters();
                    int channels = c.depthwise() ? 1 : picture.channels();
                    int area = c.kernel().rows() * c.kernel().columns();
                    int outputs = c.depthwise() ? area : filters * area;
                    weights.with(
                            c.tensor() + ".kernel",
                            glorot(filters * channels * area, channels * area, outputs),
                            filters,
                            channels,
                            c.kernel().rows(),
                            c.kernel().columns());
                    if (c.bias()) {
                        weights.with(c.tensor() + ".bias", new float[filters], filters);
                    }
                }
                case BatchNorm norm -> {
                    int size = picture.channels() * norm.bands();
                    constant(norm.tensor() + ".scale", size, 1);
                    constant(norm.tensor() + ".shift", size, 0);
                    constant(norm.tensor() + ".mean", size, 0);
                    constant(norm.tensor() + ".variance", size, 1);
                }
                case Broadcast broadcast -> {
                    draw(broadcast.frequency(), picture, input);
                    Picture made = picture.after(broadcast);
                    draw(broadcast.time(), new Picture(made.channels(), 1, made.columns()), input);
                }
                case Dense dense -> {
                    int units = dense.units();
                    weights.with(
                            dense.tensor() + ".kernel",
                            glorot(units * picture.size(), picture.size(), units),
                            units,
                            picture.size());
                    weights.with(dense.tensor() + ".bias", new float[units], units);
                }
                case Layer.MaxPool _, Layer.Average _, Layer.Dropout _, Layer.Flatten _ -> {}
            }
            picture = picture.after(layer);
        }
    }

    private void constant(String name, int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        weights.with(name, values, size);
    }

    private float[] glorot(int size, int inputs, int outputs) {
        double bound = Math.sqrt(6.0 / (inputs + outputs));
        float[] kernel = new float[size];
        for (int i = 0; i < size; i++) {
            kernel[i] = (float) random.nextDouble(-bound, bound);
        }
        return kernel;
    }
}
