package dev.edgewise.train;

import dev.edgewise.bench.InTurn;
import dev.edgewise.model.OnnxFunction;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// How fast models run in this process, with one thread and random weights: the tutorial's network
/// against the same network behind the straightforward graph of its front end, which computes the
/// whole spectrogram; and BC-ResNet against the tutorial's network.
public final class ModelSpeedBenchmark {

    private static final int LABELS = 10;

    private ModelSpeedBenchmark() {}

    public static void main(String[] args) throws IOException {
        Network tutorial = TutorialCnn.of(LABELS);
        Network bcResNet = BcResNet.of(2, LABELS);
        Weights weights = weights(tutorial);
        float[] noise = noise(tutorial.frontEnd().samples());
        try (OnnxFunction gathered = load(tutorial, weights);
                OnnxFunction whole = load(tutorial, OnnxExport.wholeLogits(tutorial, weights));
                OnnxFunction bc = load(bcResNet, weights(bcResNet))) {
            InTurn.print(
                    "tutorial-cnn, only what is read is computed",
                    "tutorial-cnn, straightforward",
                    InTurn.measure(() -> run(gathered, noise), () -> run(whole, noise)),
                    1 / 1.2);
            InTurn.print(
                    "bc-resnet-2",
                    "tutorial-cnn",
                    InTurn.measure(() -> run(bc, noise), () -> run(gathered, noise)),
                    1.5);
        }
    }

    private static OnnxFunction load(Network network, Weights weights) throws IOException {
        return load(network, OnnxExport.logits(network, weights));
    }

    private static OnnxFunction load(Network network, byte[] model) throws IOException {
        return OnnxFunction.load(network.name(), model, 1);
    }

    private static Weights weights(Network network) {
        Moments moments = new Moments();
        moments.add(new float[] {-0.5f, 0.5f});
        return FirstWeights.of(network, moments, new SplittableRandom(1));
    }

    private static float[] noise(int samples) {
        RandomGenerator random = new SplittableRandom(1);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = random.nextFloat(-0.1f, 0.1f);
        }
        return noise;
    }

    private static long run(OnnxFunction model, float[] samples) throws IOException {
        long begin = System.nanoTime();
        if (model.run(samples, 1, samples.length).isEmpty()) {
            throw new IllegalStateException("no output");
        }
        return System.nanoTime() - begin;
    }
}
