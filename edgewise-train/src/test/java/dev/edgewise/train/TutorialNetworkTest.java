package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.SharedData;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// Holds the graph that we export to what TensorFlow computes with the same weights.
class TutorialNetworkTest {

    private static final double TOLERANCE = 1e-3;
    private static final int PLACES = 14 * 14;

    @Test
    void itComputesWhatTensorFlowDoesOnASyntheticSignal() throws IOException {
        int first = 4;
        int second = 6;
        int hidden = 16;
        int words = 5;
        Weights weights =
                new Weights()
                        .with("normalized.mean", new float[] {0.9f}, 1)
                        .with("normalized.deviation", new float[] {2.5f}, 1)
                        .with(
                                "conv_1.kernel",
                                KerasWeights.convolution(drawn(10, 9, first), 3, 1, first),
                                first,
                                1,
                                3,
                                3)
                        .with("conv_1.bias", drawn(20, 1, first), first)
                        .with(
                                "conv_2.kernel",
                                KerasWeights.convolution(
                                        drawn(11, 9 * first, second), 3, first, second),
                                second,
                                first,
                                3,
                                3)
                        .with("conv_2.bias", drawn(21, 1, second), second)
                        .with(
                                "dense_1.kernel",
                                KerasWeights.dense(
                                        drawn(30, PLACES * second, hidden), PLACES, second, hidden),
                                hidden,
                                PLACES * second)
                        .with("dense_1.bias", drawn(40, 1, hidden), hidden)
                        .with(
                                "logits.kernel",
                                KerasWeights.dense(drawn(31, hidden, words), 1, hidden, words),
                                words,
                                hidden)
                        .with("logits.bias", drawn(41, 1, words), words);
        Network network = TutorialCnn.of(first, second, hidden, words);
        float[] signal = signal();

        requireClose("golden", head(signal), "spectrogram", golden("spectrogram"));
        requireClose("golden", head(signal), "resized", golden("resized"));
        requireClose("golden", logits(network, weights, signal), "logits", golden("logits"));
    }

    @Test
    void itComputesWhatTheTutorialsTrainedNetworkDoes() throws IOException {
        Path folder = SharedData.require("golden/tensorflow-tutorial");
        Map<String, float[]> keras = npz(folder.resolve("weights.npz"));
        float[] mean = named(keras, "normalization.mean");
        float[] variance = named(keras, "normalization.variance");
        Weights weights =
                new Weights()
                        .with("normalized.mean", mean, 1)
                        .with(
                                "normalized.deviation",
                                new float[] {(float) Math.sqrt(variance[0])},
                                1)
                        .with(
                                "conv_1.kernel",
                                KerasWeights.convolution(named(keras, "conv2d_1.kernel"), 3, 1, 32),
                                32,
                                1,
                                3,
                                3)
                        .with("conv_1.bias", named(keras, "conv2d_1.bias"), 32)
                        .with(
                                "conv_2.kernel",
                                KerasWeights.convolution(
                                        named(keras, "conv2d_2.kernel"), 3, 32, 64),
                                64,
                                32,
                                3,
                                3)
                        .with("conv_2.bias", named(keras, "conv2d_2.bias"), 64)
                        .with(
                                "dense_1.kernel",
                                KerasWeights.dense(named(keras, "dense_1.kernel"), PLACES, 64, 128),
                                128,
                                PLACES * 64)
                        .with("dense_1.bias", named(keras, "dense_1.bias"), 128)
                        .with(
                                "logits.kernel",
                                KerasWeights.dense(named(keras, "dense_2.kernel"), 1, 128, 8),
                                8,
                                128)
                        .with("logits.bias", named(keras, "dense_2.bias"), 8);
        Network network = TutorialCnn.of(8);

        for (String word : new String[] {"down", "go", "no", "stop", "yes"}) {
            Clip clip = WavFile.read(folder.resolve(word + ".wav"));
            float[] waveform = clip.fitTo(PictureFrontEnd.TUTORIAL.samples()).samples();
            for (String tensor : new String[] {"spectrogram", "resized"}) {
                requireClose(word, head(waveform), tensor, npy(folder, word, tensor));
            }
            requireClose(
                    word,
                    logits(network, weights, waveform),
                    "logits",
                    npy(folder, word, "logits"));
        }
    }

    private static Map<String, float[]> head(float[] waveform) throws ModelException {
        return run(OnnxExport.wholeHead(PictureFrontEnd.TUTORIAL), waveform);
    }

    private static Map<String, float[]> logits(Network network, Weights weights, float[] waveform)
            throws ModelException {
        return run(OnnxExport.logits(network, weights), waveform);
    }

    private static Map<String, float[]> run(byte[] graph, float[] waveform) throws ModelException {
        try (OnnxFunction function = OnnxFunction.load("graph", graph, 1)) {
            return function.run(waveform, 1, waveform.length);
        }
    }

    private static void requireClose(
            String clip, Map<String, float[]> tensors, String tensor, float[] expected) {
        float[] actual = named(tensors, tensor);
        assertThat(actual).as("%s of %s", tensor, clip).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        assertThat(largest).isPositive();
        assertThat(difference / largest)
                .as("difference of %s of %s, as a share of its largest value", tensor, clip)
                .isLessThanOrEqualTo(TOLERANCE);
    }

    private static float[] named(Map<String, float[]> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static float[] golden(String tensor) throws IOException {
        try (InputStream in =
                TutorialNetworkTest.class.getResourceAsStream("golden." + tensor + ".npy")) {
            return Npy.values(in.readAllBytes());
        }
    }

    private static float[] npy(Path folder, String word, String tensor) throws IOException {
        return Npy.values(Files.readAllBytes(folder.resolve(word + "." + tensor + ".npy")));
    }

    private static Map<String, float[]> npz(Path file) throws IOException {
        Map<String, float[]> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(
                        entry.getName().replaceFirst("\\.npy$", ""),
                        Npy.values(zip.readAllBytes()));
            }
        }
        return arrays;
    }

    /// The signal of `tutorial_golden.py`.
    private static float[] signal() {
        float[] signal = new float[16_000];
        Noise noise = new Noise(1);
        for (int i = 0; i < 14_000; i++) {
            double t = i / 16_000.0;
            double chirp = 0.5 * Math.sin(2 * Math.PI * (200 * t + 1600 * t * t));
            signal[i] = (float) (chirp + 0.2 * noise.next());
        }
        return signal;
    }

    /// The weights of `tutorial_golden.py`: a kernel with `inputs` x `outputs` of them, or a
    /// bias.
    private static float[] drawn(int seed, int inputs, int outputs) {
        Noise noise = new Noise(seed);
        double scale = 4 / Math.sqrt(inputs);
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (noise.next() * scale);
        }
        return weights;
    }

    /// The generator of `tutorial_golden.py`.
    private static final class Noise {

        private long state;

        Noise(long seed) {
            state = seed;
        }

        double next() {
            state = (1_664_525 * state + 1_013_904_223) % (1L << 32);
            return state / (double) (1L << 32) - 0.5;
        }
    }
}
