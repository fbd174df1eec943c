package dev.edgewise.train;

import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The logarithm of the power in bands as the ear hears them, or its cepstrum.
///
/// Frames are windowed (Hann, periodic), their power spectrum is summed up in triangles on
/// HTK's mel scale (2595 log10(1 + f / 700)), and ln(x + 1e-6) is taken of the sums. With
/// `coefficients` above 0 these become as many cepstral coefficients, by an orthonormal cosine
/// transform (type II).
///
/// The Fourier transform is done in two steps (Cooley and Tukey, 1965). The waveform is cut
/// into blocks of 16 samples; sample 16 i + j of a frame is the j-th of its i-th block. First,
/// for each j, a convolution over the blocks makes the 32-point transforms of all frames,
/// window and all; then, for each of their 17 bins, a matrix makes what remains. The mel
/// triangles, with the bins in the order in which these come, are one matrix more. That is a
/// sixth of the work of one matrix for all bins. Most of the matrices' numbers aren't in the
/// file: the runtime computes them from short tables when it loads the graph.
///
/// @param samples of the waveform
/// @param frame samples in a window
/// @param step samples from one window to the next, a divisor of `frame` and `samples`
/// @param transform samples of the Fourier transform, of which those beyond the frame are zero
/// @param centred whether the first frame is centred at the first sample, zeros before it, and
/// the last after the last
/// @param mels bands
/// @param lowest frequency of the first band, in Hz
/// @param highest frequency of the last band, in Hz
/// @param coefficients of the cepstrum; 0 for none
record LogMelFrontEnd(
        int samples,
        int frame,
        int step,
        int transform,
        boolean centred,
        int mels,
        double lowest,
        double highest,
        int coefficients)
        implements FrontEnd {

    /// 40 bands, 101 frames of 30 ms every 10 ms: as BC-ResNet takes them.
    static final LogMelFrontEnd FORTY_MELS =
            new LogMelFrontEnd(16_000, 480, 160, 512, true, 40, 0, 8_000, 0);

    /// 10 coefficients, 49 frames of 30 ms every 20 ms: as MLPerf Tiny's keyword spotting takes
    /// them.
    static final LogMelFrontEnd MLPERF_TINY =
            new LogMelFrontEnd(16_000, 480, 320, 512, false, 40, 20, 4_000, 10);

    /// The tensor [N, 1, mels, frames], or [N, 1, frames, coefficients].
    static final String LOG_MEL = "log_mel";

    static final String CEPSTRUM = "mfcc";

    /// Samples in a block.
    private static final int BLOCK = 16;

    private static final double SAMPLE_RATE = 16_000;
    private static final float OFFSET = 1e-6f;

    LogMelFrontEnd {
        if (frame % BLOCK != 0
                || step % BLOCK != 0
                || transform % (2 * BLOCK) != 0
                || samples % BLOCK != 0
                || (centred && frame % (2 * BLOCK) != 0)) {
            throw new IllegalArgumentException(
                    "frames, what is before the first, steps and the signal must consist of blocks"
                            + " of "
                            + BLOCK
                            + " samples");
        }
        if (frame > transform) {
            throw new IllegalArgumentException(
                    "a frame of " + frame + " samples is longer than a transform of " + transform);
        }
    }

    /// Frames in time, which are cut from the waveform.
    int frames() {
        return (samples + 2 * padding() - frame) / step + 1;
    }

    @Override
    public Picture features() {
        return coefficients == 0
                ? new Picture(1, mels, frames())
                : new Picture(1, frames(), coefficients);
    }

    @Override
    public String tensor() {
        return coefficients == 0 ? LOG_MEL : CEPSTRUM;
    }

    @Override
    public void addTo(OnnxGraph graph) {
        graph.input(WAVEFORM, OnnxGraph.BATCH, samples);
        addTransform(graph);
        addPower(graph);
        addTriangles(graph);
        graph.node("MatMul", List.of("mel.triangles", "power"), "mel");
        graph.constant("mel.offset", new float[] {OFFSET}, 1);
        graph.node("Add", List.of("mel", "mel.offset"), "mel.positive");
        graph.node("Log", List.of("mel.positive"), "mel.log");
        graph.constant("channel", 1L);
        if (coefficients == 0) {
            graph.node("Unsqueeze", List.of("mel.log", "channel"), LOG_MEL);
        } else {
            graph.constant("mfcc.cosines", cepstral(), coefficients, mels);
            graph.node("MatMul", List.of("mfcc.cosines", "mel.log"), "mfcc.lying");
            graph.node(
                    "Transpose",
                    List.of("mfcc.lying"),
                    "mfcc.plane",
                    Attribute.of("perm", new long[] {0, 2, 1}));
            graph.node("Unsqueeze", List.of("mfcc.plane", "channel"), CEPSTRUM);
        }
    }

    /// Real and imaginary parts of the transform, [N, 17, 2, 16 x frames]: for each bin of the
    /// first step 16 real, then 16 imaginary ones.
    private void addTransform(OnnxGraph graph) {
        graph.constant("blocks.shape", 0L, samples / BLOCK, BLOCK);
        graph.node("Reshape", List.of(WAVEFORM, "blocks.shape"), "blocks.lying");
        graph.node(
                "Transpose",
                List.of("blocks.lying"),
                "blocks",
                Attribute.of("perm", new long[] {0, 2, 1}));
        addFirstKernels(graph);
        graph.node(
                "Conv",
                List.of("blocks", "first.kernels"),
                "first",
                Attribute.of("kernel_shape", new long[] {frame / BLOCK}),
                Attribute.of("strides", new long[] {step / BLOCK}),
                Attribute.of("pads", new long[] {padding() / BLOCK, padding() / BLOCK}),
                Attribute.of("group", BLOCK));
        graph.constant("first.parts", 0L, BLOCK, firstBins(), 2L, frames());
        graph.node("Reshape", List.of("first", "first.parts"), "first.complex");
        graph.node(
                "Transpose",
                List.of("first.complex"),
                "first.turned",
                Attribute.of("perm", new long[] {0, 2, 3, 1, 4}));
        graph.constant("first.shape", 0L, firstBins(), 2L * BLOCK, frames());
        graph.node("Reshape", List.of("first.turned", "first.shape"), "first.bins");
        addSecondMatrices(graph);
        graph.node("MatMul", List.of("second.matrices", "first.bins"), "second");
        graph.constant("second.shape", 0L, firstBins(), 2L, (long) BLOCK * frames());
        graph.node("Reshape", List.of("second", "second.shape"), "transform");
    }

    /// [N, 17 x 16, frames].
    private void addPower(OnnxGraph graph) {
        graph.node("Mul", List.of("transform", "transform"), "power.parts");
        graph.constant("power.part", 2L);
        graph.node(
                "ReduceSum",
                List.of("power.parts", "power.part"),
                "power.lying",
                Attribute.of("keepdims", 0));
        graph.constant("power.shape", 0L, (long) firstBins() * BLOCK, frames());
        graph.node("Reshape", List.of("power.lying", "power.shape"), "power");
    }

    /// [16 x 17 x 2, 1, frame / 16]: for each place in a block, cosines and sines of the first
    /// step's bins, times the window.
    private void addFirstKernels(OnnxGraph graph) {
        int blocks = frame / BLOCK;
        float[] waves = new float[firstBins() * 2 * blocks];
        for (int bin = 0; bin < firstBins(); bin++) {
            for (int i = 0; i < blocks; i++) {
                double angle = 2 * Math.PI * bin * i * BLOCK / transform;
                waves[2 * bin * blocks + i] = (float) Math.cos(angle);
                waves[(2 * bin + 1) * blocks + i] = (float) -Math.sin(angle);
            }
        }
        float[] window = new float[frame];
        for (int i = 0; i < frame; i++) {
            double value = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / frame);
            window[i % BLOCK * blocks + i / BLOCK] = (float) value;
        }
        graph.constant("first.waves", waves, 1, firstBins() * 2, blocks);
        graph.constant("window", window, BLOCK, 1, blocks);
        graph.node("Mul", List.of("first.waves", "window"), "first.windowed");
        graph.constant("first.kernels.shape", 2L * BLOCK * firstBins(), 1L, blocks);
        graph.node("Reshape", List.of("first.windowed", "first.kernels.shape"), "first.kernels");
    }

    /// [17, 32, 32]: for each bin k of the first step, what turns 16 complex numbers into those
    /// of bins k, k + 32, k + 64, ...; with w = 2 pi bin place / transform, the real parts take
    /// [cos w, sin w], the imaginary ones [-sin w, cos w].
    private void addSecondMatrices(OnnxGraph graph) {
        float[] period = new float[transform];
        for (int i = 0; i < transform; i++) {
            period[i] = (float) Math.cos(2 * Math.PI * i / transform);
        }
        graph.constant("period", period, transform);
        graph.indices("second.bins", madeBins(), firstBins(), BLOCK, 1);
        graph.indices("second.places", LongStream.range(0, BLOCK).toArray(), 1, 1, BLOCK);
        graph.indices("second.turn", new long[] {transform}, 1);
        graph.node("Mul", List.of("second.bins", "second.places"), "second.angles");
        // A sine is a cosine three quarters of a turn later; its negative, one quarter.
        addWave(graph, "second.cosines", 0);
        addWave(graph, "second.sines", 3L * transform / 4);
        addWave(graph, "second.negative", transform / 4);
        Attribute side = Attribute.of("axis", 2);
        graph.node("Concat", List.of("second.cosines", "second.sines"), "second.real", side);
        graph.node(
                "Concat", List.of("second.negative", "second.cosines"), "second.imaginary", side);
        graph.node(
                "Concat",
                List.of("second.real", "second.imaginary"),
                "second.matrices",
                Attribute.of("axis", 1));
    }

    private static void addWave(OnnxGraph graph, String name, long later) {
        graph.indices(name + ".later", new long[] {later}, 1);
        graph.node("Add", List.of("second.angles", name + ".later"), name + ".angles");
        graph.node("Mod", List.of(name + ".angles", "second.turn"), name + ".turned");
        graph.node("Gather", List.of("period", name + ".turned"), name);
    }

    /// [mels, 17 x 16]: the triangles' columns in the order of the transform. A bin that is made
    /// twice, since the second half of a real signal's transform mirrors the first, counts
    /// once.
    private void addTriangles(OnnxGraph graph) {
        float[] triangles = Arrays.copyOf(triangles(), (bins() + 1) * mels);
        long[] rows = new long[firstBins() * BLOCK];
        boolean[] counted = new boolean[bins()];
        long[] made = madeBins();
        for (int i = 0; i < made.length; i++) {
            int bin = (int) Math.min(made[i], transform - made[i]);
            rows[i] = counted[bin] ? bins() : bin;
            counted[bin] = true;
        }
        graph.constant("mel.bins", triangles, bins() + 1, mels);
        graph.indices("mel.order", rows, rows.length);
        graph.node("Gather", List.of("mel.bins", "mel.order"), "mel.lying");
        graph.node(
                "Transpose",
                List.of("mel.lying"),
                "mel.triangles",
                Attribute.of("perm", new long[] {1, 0}));
    }

    /// For each bin of the first step, the bins that the second makes of it.
    private long[] madeBins() {
        long[] made = new long[firstBins() * BLOCK];
        for (int i = 0; i < made.length; i++) {
            made[i] = i / BLOCK + (long) (i % BLOCK) * (transform / BLOCK);
        }
        return made;
    }

    /// Bins of the first step's transform, of `transform / 16` points.
    private int firstBins() {
        return transform / BLOCK / 2 + 1;
    }

    private int bins() {
        return transform / 2 + 1;
    }

    private int padding() {
        return centred ? frame / 2 : 0;
    }

    /// [bins, mels]: how much of each bin's power belongs to each band.
    private float[] triangles() {
        double[] corners = new double[mels + 2];
        for (int i = 0; i < corners.length; i++) {
            double mel = mel(lowest) + (mel(highest) - mel(lowest)) * i / (mels + 1);
            corners[i] = 700 * (Math.pow(10, mel / 2595) - 1);
        }
        float[] triangles = new float[bins() * mels];
        for (int bin = 0; bin < bins(); bin++) {
            double frequency = bin * SAMPLE_RATE / transform;
            for (int band = 0; band < mels; band++) {
                double up = (frequency - corners[band]) / (corners[band + 1] - corners[band]);
                double down =
                        (corners[band + 2] - frequency) / (corners[band + 2] - corners[band + 1]);
                triangles[bin * mels + band] = (float) Math.max(0, Math.min(up, down));
            }
        }
        return triangles;
    }

    private static double mel(double frequency) {
        return 2595 * Math.log10(1 + frequency / 700);
    }

    /// [coefficients, mels].
    private float[] cepstral() {
        float[] cosines = new float[coefficients * mels];
        for (int c = 0; c < coefficients; c++) {
            double scale = Math.sqrt((c == 0 ? 1.0 : 2.0) / mels);
            for (int band = 0; band < mels; band++) {
                cosines[c * mels + band] =
                        (float) (scale * Math.cos(Math.PI * c * (2 * band + 1) / (2.0 * mels)));
            }
        }
        return cosines;
    }
}
