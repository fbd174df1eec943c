package dev.edgewise.train;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.Map;

/// A [Network] in PyTorch, being trained. Weights are drawn as Keras draws them: uniformly within
/// sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010), biases are zero.
///
/// DJL's arithmetic with a Java number (`x.mul(2f)`) frees memory that the gradient still needs, so
/// inside the trained graph every constant is an array.
final class TorchNetwork implements AutoCloseable {

    /// Keras' epsilon; DJL's own is a tenth of it.
    private static final float ADAM_EPSILON = 1e-7f;

    /// The magnitude for which the initializer's bound is Glorot's.
    private static final float GLOROT = 3;

    private final Network network;
    private final FrontEnd frontEnd;
    private final Normalizer normalizer;
    private final Model model;
    private final Trainer trainer;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /// What the network's normalization layer needs to know, measured beforehand.
    record Normalizer(float mean, float deviation) {}

    /// A network with new weights, which the engine's random numbers decide: see [Torch#seed].
    TorchNetwork(Network network, FrontEnd frontEnd, Normalizer normalizer, double learningRate) {
        this.network = network;
        this.frontEnd = frontEnd;
        this.normalizer = normalizer;
        model = Model.newInstance(network.name(), Device.cpu(), Torch.ENGINE);
        SequentialBlock block = new SequentialBlock();
        for (Layer layer : network.layers()) {
            add(block, layer);
        }
        model.setBlock(block);
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optDevices(new Device[] {Device.cpu()})
                        .optOptimizer(
                                Adam.builder()
                                        .optEpsilon(ADAM_EPSILON)
                                        .optLearningRateTracker(Tracker.fixed((float) learningRate))
                                        .build())
                        .optInitializer(
                                new XavierInitializer(
                                        XavierInitializer.RandomType.UNIFORM,
                                        XavierInitializer.FactorType.AVG,
                                        GLOROT),
                                Parameter.Type.WEIGHT);
        trainer = model.newTrainer(config);
        trainer.initialize(shape(1));
    }

    /// Learns from one batch of clips.
    ///
    /// @param features of the clips, one after another
    /// @return how good the network was on them before it learned, its dropout at work
    /// @throws TrainingException if the loss or a gradient isn't a finite number
    Score learn(float[] features, int[] words) throws TrainingException {
        try (NDManager batch = model.getNDManager().newSubManager()) {
            NDArray input = batch.create(features, shape(words.length));
            Score score;
            NDArray targets = targets(batch, words);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray logits = trainer.forward(new NDList(input)).singletonOrThrow();
                collector.backward(logits.logSoftmax(1).mul(targets).sum());
                score = Score.of(logits.toFloatArray(), words);
            }
            requireFinite("the loss", score.loss());
            boolean flat = true;
            for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
                try (NDArray gradient = parameter.getValue().getArray().getGradient();
                        NDArray sum = gradient.sum()) {
                    float value = sum.getFloat();
                    requireFinite("the gradient of " + parameter.getKey(), value);
                    flat &= value == 0;
                }
            }
            // DJL takes a gradient of zeros for a mistake; it is what certainty looks like.
            if (!flat) {
                trainer.step();
            }
            return score;
        }
    }

    /// The logits of clips, one clip's after the other's; dropout does nothing.
    float[] logits(float[] features) {
        int clips = features.length / (frontEnd.size() * frontEnd.size());
        try (NDManager batch = model.getNDManager().newSubManager()) {
            NDArray input = batch.create(features, shape(clips));
            return trainer.evaluate(new NDList(input)).singletonOrThrow().toFloatArray();
        }
    }

    /// A copy of the weights as they are now.
    Weights weights() {
        Weights weights = new Weights();
        for (Layer layer : network.layers()) {
            if (layer instanceof Layer.Normalization) {
                weights.with(layer.tensor() + ".mean", new float[] {normalizer.mean()}, 1);
                weights.with(
                        layer.tensor() + ".deviation", new float[] {normalizer.deviation()}, 1);
            }
        }
        parameters.forEach(
                (name, parameter) -> {
                    NDArray array = parameter.getArray();
                    long[] shape = array.getShape().getShape();
                    int[] dimensions = new int[shape.length];
                    for (int i = 0; i < shape.length; i++) {
                        dimensions[i] = Math.toIntExact(shape[i]);
                    }
                    weights.with(name, array.toFloatArray(), dimensions);
                });
        return weights;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }

    private void add(SequentialBlock block, Layer layer) {
        switch (layer) {
            case Layer.Normalization _ -> {
                NDManager constants = model.getNDManager();
                NDArray mean = constants.create(new float[] {normalizer.mean()});
                NDArray deviation = constants.create(new float[] {normalizer.deviation()});
                block.addSingleton(x -> x.sub(mean).div(deviation), layer.tensor());
            }
            case Layer.Convolution convolution -> {
                addTrained(
                        block,
                        layer,
                        Conv2d.builder()
                                .setKernelShape(square(convolution.kernel()))
                                .setFilters(convolution.filters())
                                .build());
                activate(block, convolution.activation());
            }
            case Layer.MaxPool pool ->
                    block.add(Pool.maxPool2dBlock(square(pool.size()), square(pool.size())));
            case Layer.Dropout dropout ->
                    block.add(ai.djl.nn.norm.Dropout.builder().optRate(dropout.rate()).build());
            case Layer.Flatten _ -> block.add(Blocks.batchFlattenBlock());
            case Layer.Dense dense -> {
                addTrained(block, layer, Linear.builder().setUnits(dense.units()).build());
                activate(block, dense.activation());
            }
        }
    }

    private void addTrained(SequentialBlock block, Layer layer, Block trained) {
        block.add(trained);
        parameters.put(layer.tensor() + ".kernel", trained.getDirectParameters().get("weight"));
        parameters.put(layer.tensor() + ".bias", trained.getDirectParameters().get("bias"));
    }

    private static void activate(SequentialBlock block, Layer.Activation activation) {
        switch (activation) {
            case NONE -> {}
            case RELU -> block.add(Activation.reluBlock());
        }
    }

    /// The matrix with which the log-probabilities are multiplied so that their sum is the loss.
    private NDArray targets(NDManager manager, int[] words) {
        int width = ((Layer.Dense) network.layers().getLast()).units();
        float[] targets = new float[words.length * width];
        for (int clip = 0; clip < words.length; clip++) {
            targets[clip * width + words[clip]] = -1f / words.length;
        }
        return manager.create(targets, new Shape(words.length, width));
    }

    private static void requireFinite(String what, double value) throws TrainingException {
        if (!Double.isFinite(value)) {
            throw new TrainingException(
                    what + " is no longer a finite number (" + value + "): try another --seed");
        }
    }

    private Shape shape(int clips) {
        return new Shape(clips, 1, frontEnd.size(), frontEnd.size());
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
