package dev.edgewise.train;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How many clips a second the tutorial's network learns from, here and with TensorFlow: epochs of
/// both in turn, after one of each that doesn't count, of made-up features that lie in memory and
/// are shuffled each time; batches of 64, Adam, the same number of threads. Without a Python that
/// has TensorFlow, only ours are measured. `-Dpython=` names the interpreter, `-Dthreads=` how many
/// threads, `-Depochs=` how many epochs.
public final class TrainingSpeedBenchmark {

    private static final int CLIPS = 512;
    private static final int BATCH = 64;
    private static final int LABELS = 8;

    private TrainingSpeedBenchmark() {}

    public static void main(String[] args) throws IOException {
        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        int epochs = Integer.getInteger("epochs", 5);
        Torch.load(threads);
        double[] ours = new double[epochs];
        double[] theirs = new double[epochs];
        String version;
        try (Ours here = new Ours();
                TensorFlow there = new TensorFlow(threads)) {
            version = there.version();
            here.epoch();
            there.epoch();
            for (int i = 0; i < epochs; i++) {
                boolean first = i % 2 == 0;
                ours[i] = first ? here.epoch() : 0;
                theirs[i] = there.epoch();
                ours[i] = first ? ours[i] : here.epoch();
                System.out.printf("epoch %d: %.1f and %.1f clips/s%n", i + 1, ours[i], theirs[i]);
            }
        }
        System.out.printf(
                "tutorial-cnn, %d epochs of %d clips each, in turn, %d threads%n",
                epochs, CLIPS, threads);
        System.out.printf("%-40s %8.1f clips/s%n", "Edgewise", median(ours));
        if (version.isEmpty()) {
            System.out.println("no Python with TensorFlow found: -Dpython=PYTHON names one");
            return;
        }
        double[] ratios = new double[epochs];
        Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
        System.out.printf("%-40s %8.1f clips/s%n", version, median(theirs));
        System.out.printf(
                "%-40s %8.3f, to be at least 1%n", "median of the epochs' ratios", median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return (sorted[(sorted.length - 1) / 2] + sorted[middle]) / 2;
    }

    /// The network, learning here.
    private static final class Ours implements AutoCloseable {

        private final SplittableRandom random = new SplittableRandom(1);
        private final Optimizer optimizer = new Adam();
        private final TorchNetwork network;
        private final float[][] features;
        private final int[] labels;

        Ours() {
            Network described = TutorialCnn.of(LABELS);
            Moments moments = new Moments();
            moments.add(new float[] {-1, 1});
            network = new TorchNetwork(described, FirstWeights.of(described, moments, random));
            features = new float[CLIPS][described.frontEnd().features().size()];
            for (float[] clip : features) {
                for (int i = 0; i < clip.length; i++) {
                    clip[i] = (float) random.nextGaussian();
                }
            }
            labels = random.ints(CLIPS, 0, LABELS).toArray();
        }

        /// Clips a second.
        double epoch() throws IOException {
            long begin = System.nanoTime();
            int[] order = new int[CLIPS];
            for (int i = 0; i < CLIPS; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            int width = features[0].length;
            for (int from = 0; from < CLIPS; from += BATCH) {
                float[] batch = new float[BATCH * width];
                int[] expected = new int[BATCH];
                for (int i = 0; i < BATCH; i++) {
                    System.arraycopy(features[order[from + i]], 0, batch, i * width, width);
                    expected[i] = labels[order[from + i]];
                }
                network.learn(batch, expected, optimizer, 0.001, random);
            }
            return CLIPS / ((System.nanoTime() - begin) / 1e9);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /// The same network, learning in a Python process, if there is one for it.
    private static final class TensorFlow implements AutoCloseable {

        private static final String SCRIPT = "tensorflow_training.py";

        private final Path script;
        private final List<Process> process = new ArrayList<>();
        private final String version;

        TensorFlow(int threads) throws IOException {
            script = Files.createTempFile("edgewise", ".py");
            try (InputStream in = TrainingSpeedBenchmark.class.getResourceAsStream(SCRIPT)) {
                if (in == null) {
                    throw new IOException(SCRIPT + ": missing in this build");
                }
                Files.write(script, in.readAllBytes());
            }
            version = start(threads);
        }

        /// TensorFlow's version; empty if there is no TensorFlow.
        private String start(int threads) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(
                            System.getProperty("python", "python3"),
                            script.toString(),
                            Integer.toString(CLIPS),
                            Integer.toString(BATCH),
                            Integer.toString(LABELS),
                            Integer.toString(threads));
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            try {
                process.add(builder.start());
            } catch (IOException _) {
                return "";
            }
            String line = reader().readLine();
            return line == null ? "" : line;
        }

        String version() {
            return version;
        }

        /// Clips a second; 0 without TensorFlow.
        double epoch() throws IOException {
            if (version.isEmpty()) {
                return 0;
            }
            BufferedWriter to = process.getFirst().outputWriter(StandardCharsets.UTF_8);
            to.write("epoch\n");
            to.flush();
            String line = reader().readLine();
            if (line == null) {
                throw new IOException("Python ended while it trained");
            }
            return Double.parseDouble(line);
        }

        private BufferedReader reader() {
            return process.getFirst().inputReader(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            process.forEach(Process::destroy);
            Files.delete(script);
        }
    }
}
