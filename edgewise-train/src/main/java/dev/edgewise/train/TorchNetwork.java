package dev.edgewise.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import dev.edgewise.train.Layer.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A [Network] in PyTorch, being trained.
///
/// DJL's arithmetic with a Java number (`x.mul(2f)`) frees memory that the gradient still
/// needs, so inside the trained graph every constant is an array.
final class TorchNetwork implements AutoCloseable {

    /// How much of a batch normalization's running mean and variance stays at each step. DJL
    /// counts it as 1 minus PyTorch's momentum.
    private static final float KEPT = 0.9f;

    private final Network network;
    private final NDManager manager;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();

    /// A network with the weights `first`.
    TorchNetwork(Network network, Weights first) {
        this.network = network;
        manager = NDManager.newBaseManager(Device.cpu(), Torch.ENGINE);
        for (String name : first.names()) {
            NDArray array = manager.create(first.values(name), shape(first.shape(name)));
            array.setRequiresGradient(Weights.learned(name));
            weights.put(name, array);
        }
    }

    /// Learns from one batch of clips.
    ///
    /// @param features of the clips, one after another
    /// @param rate how far the optimizer goes
    /// @param random decides what dropout drops
    /// @return how good the network was on them before it learned, its dropout at work
    /// @throws TrainingException if the loss or a gradient isn't a finite number
    Score learn(
            float[] features,
            int[] labels,
            Optimizer optimizer,
            double rate,
            SplittableRandom random)
            throws TrainingException {
        try (NDManager batch = manager.newSubManager()) {
            NDArray input = batch.create(features, shape(labels.length));
            NDArray targets = targets(batch, labels);
            Score score;
            try (GradientCollector collector =
                    Engine.getEngine(Torch.ENGINE).newGradientCollector()) {
                NDArray logits = forward(network.layers(), input, random);
                collector.backward(logits.logSoftmax(1).mul(targets).sum());
                score = Score.of(logits.toFloatArray(), labels);
            }
            requireFinite("the loss", score.loss());
            for (Map.Entry<String, NDArray> weight : weights.entrySet()) {
                if (Weights.learned(weight.getKey())) {
                    step(weight, optimizer, rate);
                }
            }
            return score;
        }
    }

    /// Puts a new array in the place of `weight`'s: its gradient begins at zero again.
    private void step(Map.Entry<String, NDArray> weight, Optimizer optimizer, double rate)
            throws TrainingException {
        try (NDArray before = weight.getValue();
                NDArray array = before.getGradient()) {
            float[] gradient = array.toFloatArray();
            requireFinite("the gradient of " + weight.getKey(), largest(gradient));
            float[] values = before.toFloatArray();
            optimizer.step(weight.getKey(), values, gradient, rate);
            NDArray after = manager.create(values, before.getShape());
            after.setRequiresGradient(true);
            weight.setValue(after);
        }
    }

    /// The logits of clips, one clip's after the other's; dropout does nothing, and batch
    /// normalization uses its running mean and variance.
    float[] logits(float[] features) {
        int clips = features.length / network.frontEnd().features().size();
        try (NDManager batch = manager.newSubManager()) {
            NDArray input = batch.create(features, shape(clips));
            return forward(network.layers(), input, null).toFloatArray();
        }
    }

    /// A copy of the weights as they are now.
    Weights weights() {
        Weights copy = new Weights();
        weights.forEach(
                (name, array) -> {
                    long[] shape = array.getShape().getShape();
                    int[] dimensions = new int[shape.length];
                    for (int i = 0; i < shape.length; i++) {
                        dimensions[i] = Math.toIntExact(shape[i]);
                    }
                    copy.with(name, array.toFloatArray(), dimensions);
                });
        return copy;
    }

    @Override
    public void close() {
        manager.close();
    }

    /// @param random what dropout is drawn from when the network is trained; null when it isn't
    private NDArray forward(List<Layer> layers, NDArray input, @Nullable SplittableRandom random) {
        NDArray x = input;
        for (Layer layer : layers) {
            x = forward(layer, x, random);
        }
        return x;
    }

    private NDArray forward(Layer layer, NDArray x, @Nullable SplittableRandom random) {
        String name = layer.tensor();
        return switch (layer) {
            case Layer.Normalization _ ->
                    x.sub(weight(name + ".mean")).div(weight(name + ".deviation"));
            case Layer.Convolution c -> activated(convolved(c, x), c.activation());
            case Layer.BatchNorm norm -> activated(normalized(norm, x, random), norm.activation());
            case Layer.Broadcast b -> {
                NDArray frequency = forward(b.frequency(), x, random);
                NDArray time = forward(b.time(), frequency.mean(new int[] {2}, true), random);
                NDArray sum = frequency.add(time);
                yield Activation.relu(b.identity() ? sum.add(x) : sum);
            }
            case Layer.MaxPool pool ->
                    Pool.maxPool2d(
                            x,
                            pair(Size.square(pool.size())),
                            pair(Size.square(pool.size())),
                            pair(Size.ZERO),
                            false);
            case Layer.Average _ -> x.mean(new int[] {3}).mean(new int[] {2});
            case Layer.Dropout dropout -> random == null ? x : x.mul(mask(dropout, x, random));
            case Layer.Flatten _ -> x.reshape(x.getShape().get(0), -1);
            case Layer.Dense dense ->
                    activated(
                            Linear.linear(x, weight(name + ".kernel"), weight(name + ".bias"))
                                    .singletonOrThrow(),
                            dense.activation());
        };
    }

    private NDArray convolved(Layer.Convolution c, NDArray x) {
        return Conv2d.conv2d(
                        x,
                        weight(c.tensor() + ".kernel"),
                        weights.get(c.tensor() + ".bias"),
                        pair(c.stride()),
                        pair(c.padding()),
                        pair(c.dilation()),
                        c.depthwise() ? Math.toIntExact(x.getShape().get(1)) : 1)
                .singletonOrThrow();
    }

    private NDArray normalized(Layer.BatchNorm norm, NDArray x, @Nullable SplittableRandom random) {
        String name = norm.tensor();
        Shape shape = x.getShape();
        NDArray bands =
                norm.bands() == 1
                        ? x
                        : x.reshape(
                                shape.get(0),
                                shape.get(1) * norm.bands(),
                                shape.get(2) / norm.bands(),
                                shape.get(3));
        NDArray normalized =
                ai.djl.nn.norm.BatchNorm.batchNorm(
                                bands,
                                weight(name + ".mean"),
                                weight(name + ".variance"),
                                weight(name + ".scale"),
                                weight(name + ".shift"),
                                1,
                                KEPT,
                                Layer.BatchNorm.EPSILON,
                                random != null)
                        .singletonOrThrow();
        return norm.bands() == 1 ? normalized : normalized.reshape(shape);
    }

    private static NDArray activated(NDArray x, Layer.Activation activation) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> Activation.relu(x);
            case SILU -> x.mul(Activation.sigmoid(x));
        };
    }

    /// Zeros, and 1 / (1 - rate) where a value or a channel of `x` stays. What decides is
    /// [SplittableRandom#nextFloat()], in whole numbers and without a branch: a large mask takes
    /// a tenth of the time.
    private static NDArray mask(Layer.Dropout dropout, NDArray x, SplittableRandom random) {
        Shape shape =
                dropout.channels()
                        ? new Shape(x.getShape().get(0), x.getShape().get(1), 1, 1)
                        : x.getShape();
        float[] mask = new float[Math.toIntExact(shape.size())];
        int stays = Float.floatToRawIntBits(1 / (1 - dropout.rate()));
        int dropped = (int) Math.ceil(dropout.rate() * (double) (1 << Float.PRECISION));
        for (int i = 0; i < mask.length; i++) {
            int drawn = random.nextInt() >>> (Integer.SIZE - Float.PRECISION);
            mask[i] = Float.intBitsToFloat(stays & ~((drawn - dropped) >> (Integer.SIZE - 1)));
        }
        return x.getManager().create(mask, shape);
    }

    /// The matrix with which the log-probabilities are multiplied so that their sum is the
    /// loss.
    private NDArray targets(NDManager batch, int[] labels) {
        int width = network.labels();
        float[] targets = new float[labels.length * width];
        for (int clip = 0; clip < labels.length; clip++) {
            targets[clip * width + labels[clip]] = -1f / labels.length;
        }
        return batch.create(targets, new Shape(labels.length, width));
    }

    private NDArray weight(String name) {
        return Optional.ofNullable(weights.get(name))
                .orElseThrow(() -> new IllegalStateException(name + ": no such weights"));
    }

    /// The largest absolute value; something that isn't finite is larger than all that is.
    private static float largest(float[] values) {
        int largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
        }
        return Float.intBitsToFloat(largest);
    }

    private static void requireFinite(String what, double value) throws TrainingException {
        if (!Double.isFinite(value)) {
            throw new TrainingException(
                    what + " is no longer a finite number (" + value + "): try another --seed");
        }
    }

    private Shape shape(int clips) {
        Picture features = network.frontEnd().features();
        return new Shape(clips, features.channels(), features.rows(), features.columns());
    }

    private static Shape shape(int[] dimensions) {
        long[] shape = new long[dimensions.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions[i];
        }
        return new Shape(shape);
    }

    private static Shape pair(Size size) {
        return new Shape(size.rows(), size.columns());
    }
}
