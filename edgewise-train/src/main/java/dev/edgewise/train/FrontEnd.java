package dev.edgewise.train;

import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import java.util.List;

/// What lies between a waveform and a [Network]: a spectrogram, made small like a picture. It
/// exists as nodes of the exported graph only, and training runs these nodes, so that training
/// and recognising can't drift apart.
///
/// The spectrogram is `abs(stft)`: Hann windows (symmetric), no padding of the signal, no
/// logarithm. Its transform is a convolution whose kernels are the windowed cosines and sines. The
/// small picture is made bilinearly with half-pixel centres, without antialiasing, as Keras'
/// `Resizing` does.
///
/// @param samples of the waveform
/// @param frame samples in a window
/// @param step samples from one window to the next
/// @param transform samples of the Fourier transform, of which those beyond the frame are zero
/// @param size rows (time) and columns (frequency) of the small picture
record FrontEnd(int samples, int frame, int step, int transform, int size) {

    /// The tutorial's: a second at 16 kHz, 124 x 129, made 32 x 32.
    static final FrontEnd TUTORIAL = new FrontEnd(16_000, 255, 128, 256, 32);

    /// The tensor [N, samples] that it reads.
    static final String WAVEFORM = "waveform";

    /// The tensor [N, 1, frames, bins] on the way.
    static final String SPECTROGRAM = "spectrogram";

    /// The tensor [N, 1, size, size] that it makes.
    static final String FEATURES = "resized";

    FrontEnd {
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
    }

    /// Rows of the spectrogram.
    int frames() {
        return (samples - frame) / step + 1;
    }

    /// Columns of the spectrogram.
    int bins() {
        return transform / 2 + 1;
    }

    /// Adds the nodes to an empty `graph`.
    void addTo(OnnxGraph graph) {
        graph.input(WAVEFORM, OnnxGraph.BATCH, samples);
        graph.constant("spectrogram.channel", 1L);
        graph.node("Unsqueeze", List.of(WAVEFORM, "spectrogram.channel"), "spectrogram.signal");
        graph.constant("spectrogram.kernels", kernels(), 2 * bins(), 1, frame);
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

    /// First the windowed cosines of all bins, then their sines.
    private float[] kernels() {
        float[] kernels = new float[2 * bins() * frame];
        for (int bin = 0; bin < bins(); bin++) {
            for (int i = 0; i < frame; i++) {
                double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (frame - 1));
                double angle = 2 * Math.PI * bin * i / transform;
                kernels[bin * frame + i] = (float) (window * Math.cos(angle));
                kernels[(bins() + bin) * frame + i] = (float) (-window * Math.sin(angle));
            }
        }
        return kernels;
    }

    /// The operator takes a float32 factor and rounds the new length down: this factor isn't
    /// rounded to less than `size / length`.
    private float scale(int length) {
        float scale = (float) size / length;
        return (double) scale * length < size ? Math.nextUp(scale) : scale;
    }
}
