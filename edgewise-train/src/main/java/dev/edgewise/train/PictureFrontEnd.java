package dev.edgewise.train;

import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.util.List;
import java.util.stream.IntStream;

/// A spectrogram made small like a picture: `abs(stft)` with Hann windows (symmetric), no
/// padding of the signal, no logarithm; then bilinearly resized with half-pixel centres,
/// without antialiasing, as Keras' `Resizing` does.
///
/// The resizing reads two frames a row and two bins a column. Only these are computed: the
/// waveform is cut into blocks of `step` samples, the blocks of the frames that are read are
/// gathered, and one multiplication makes the windowed cosines and sines of the bins that are
/// read.
///
/// @param samples of the waveform
/// @param frame samples in a window
/// @param step samples from one window to the next
/// @param transform samples of the Fourier transform, of which those beyond the frame are zero
/// @param size rows (time) and columns (frequency) of the small picture
record PictureFrontEnd(int samples, int frame, int step, int transform, int size)
        implements FrontEnd {

    /// The tutorial's: a second at 16 kHz, 124 x 129, made 32 x 32.
    static final PictureFrontEnd TUTORIAL = new PictureFrontEnd(16_000, 255, 128, 256, 32);

    /// The tensor [N, 1, frames, bins] of the straightforward graph.
    static final String SPECTROGRAM = "spectrogram";

    /// The tensor [N, 1, size, size] of both.
    static final String FEATURES = "resized";

    PictureFrontEnd {
        if (frame < 2 || frame > samples || frame > transform || step < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "no spectrogram can be made with frame "
                            + frame
                            + ", step "
                            + step
                            + " and transform "
                            + transform
                            + " of "
                            + samples
                            + " samples");
        }
        if (samples % step != 0) {
            throw new IllegalArgumentException(
                    samples + " samples can't be cut into blocks of " + step);
        }
    }

    /// Rows of the spectrogram.
    int frames() {
        return (samples - frame) / step + 1;
    }

    /// Columns of the spectrogram.
    int bins() {
        return transform / 2 + 1;
    }

    @Override
    public Picture features() {
        return new Picture(1, size, size);
    }

    @Override
    public String tensor() {
        return FEATURES;
    }

    @Override
    public void addTo(OnnxGraph graph) {
        int[] rows = read(frames());
        int[] columns = read(bins());
        int blocks = Math.ceilDiv(frame, step);
        graph.input(WAVEFORM, OnnxGraph.BATCH, samples);
        graph.constant("frames.blocks", 0L, samples / step, step);
        graph.node("Reshape", List.of(WAVEFORM, "frames.blocks"), "frames.cut");
        graph.indices("frames.read", blocksOf(rows, blocks), rows.length * blocks);
        graph.node(
                "Gather",
                List.of("frames.cut", "frames.read"),
                "frames.gathered",
                Attribute.of("axis", 1));
        graph.constant("frames.shape", 0L, rows.length, (long) blocks * step);
        graph.node("Reshape", List.of("frames.gathered", "frames.shape"), "frames");
        graph.constant(
                "bins.kernels", kernels(columns, blocks * step), blocks * step, 2 * columns.length);
        graph.node("MatMul", List.of("frames", "bins.kernels"), "bins.transform");
        graph.constant("bins.parts", 0L, rows.length, 2L, columns.length);
        graph.node("Reshape", List.of("bins.transform", "bins.parts"), "bins.complex");
        graph.node(
                "ReduceL2",
                List.of("bins.complex"),
                "bins.magnitude",
                Attribute.of("axes", new long[] {2}),
                Attribute.of("keepdims", 0));
        graph.constant(
                "resized.columns",
                transposed(weights(bins()), size, columns.length),
                columns.length,
                size);
        graph.node("MatMul", List.of("bins.magnitude", "resized.columns"), "resized.narrow");
        graph.constant("resized.rows", weights(frames()), size, rows.length);
        graph.node("MatMul", List.of("resized.rows", "resized.narrow"), "resized.plane");
        graph.constant("resized.channel", 1L);
        graph.node("Unsqueeze", List.of("resized.plane", "resized.channel"), FEATURES);
    }

    /// Adds the nodes of the straightforward graph, which makes the whole spectrogram by a
    /// convolution and resizes it. It is what the other is held to, and what measures the
    /// spectrogram's mean and deviation.
    void addWholeTo(OnnxGraph graph) {
        graph.input(WAVEFORM, OnnxGraph.BATCH, samples);
        graph.constant("spectrogram.channel", 1L);
        graph.node("Unsqueeze", List.of(WAVEFORM, "spectrogram.channel"), "spectrogram.signal");
        int[] all = IntStream.range(0, bins()).toArray();
        graph.constant(
                "spectrogram.kernels",
                transposed(kernels(all, frame), frame, 2 * bins()),
                2 * bins(),
                1,
                frame);
        graph.node(
                "Conv",
                List.of("spectrogram.signal", "spectrogram.kernels"),
                "spectrogram.transform",
                Attribute.of("kernel_shape", new long[] {frame}),
                Attribute.of("strides", new long[] {step}));
        graph.constant("spectrogram.parts", 0L, 2L, bins(), frames());
        graph.node(
                "Reshape",
                List.of("spectrogram.transform", "spectrogram.parts"),
                "spectrogram.complex");
        graph.node(
                "ReduceL2",
                List.of("spectrogram.complex"),
                "spectrogram.magnitude",
                Attribute.of("axes", new long[] {1}),
                Attribute.of("keepdims", 1));
        graph.node(
                "Transpose",
                List.of("spectrogram.magnitude"),
                SPECTROGRAM,
                Attribute.of("perm", new long[] {0, 1, 3, 2}));
        graph.constant("resized.scales", new float[] {1, 1, scale(frames()), scale(bins())}, 4);
        graph.node(
                "Resize",
                List.of(SPECTROGRAM, "", "resized.scales"),
                FEATURES,
                Attribute.of("mode", "linear"),
                Attribute.of("coordinate_transformation_mode", "half_pixel"));
    }

    /// The places on a side of `length` that the resizing reads, two for each place of the
    /// result.
    private int[] read(int length) {
        int[] read = new int[2 * size];
        for (int i = 0; i < size; i++) {
            int below = (int) Math.floor(place(i, length));
            read[2 * i] = Math.clamp(below, 0, length - 1);
            read[2 * i + 1] = Math.clamp(below + 1, 0, length - 1);
        }
        return read;
    }

    /// With how much of each place that is read the result is made, [size, 2 size].
    private float[] weights(int length) {
        float[] weights = new float[size * 2 * size];
        for (int i = 0; i < size; i++) {
            double place = place(i, length);
            double above = place - Math.floor(place);
            weights[i * 2 * size + 2 * i] = (float) (1 - above);
            weights[i * 2 * size + 2 * i + 1] = (float) above;
        }
        return weights;
    }

    private double place(int i, int length) {
        return (i + 0.5) * length / size - 0.5;
    }

    private static long[] blocksOf(int[] frames, int blocks) {
        long[] read = new long[frames.length * blocks];
        for (int i = 0; i < read.length; i++) {
            read[i] = frames[i / blocks] + (long) (i % blocks);
        }
        return read;
    }

    /// The windowed cosines of `bins`, then their sines, in columns: [rows, 2 bins]. Rows
    /// beyond the frame are zero.
    private float[] kernels(int[] bins, int rows) {
        float[] kernels = new float[rows * 2 * bins.length];
        for (int i = 0; i < frame; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (frame - 1));
            for (int bin = 0; bin < bins.length; bin++) {
                double angle = 2 * Math.PI * bins[bin] * i / transform;
                kernels[(2 * i) * bins.length + bin] = (float) (window * Math.cos(angle));
                kernels[(2 * i + 1) * bins.length + bin] = (float) (-window * Math.sin(angle));
            }
        }
        return kernels;
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] transposed = new float[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /// The operator takes a float32 factor and rounds the new length down: this factor isn't
    /// rounded to less than `size / length`.
    private float scale(int length) {
        float scale = (float) size / length;
        return (double) scale * length < size ? Math.nextUp(scale) : scale;
    }
}
