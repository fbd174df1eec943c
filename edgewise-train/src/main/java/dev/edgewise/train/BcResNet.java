package dev.edgewise.train;

import static dev.edgewise.train.Layer.Convolution.DEPTHWISE;

import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Average;
import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Broadcast;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Networks that learn broadcasted residuals: Kim, Chang, Lee and Sung, "Broadcasted Residual
/// Learning for Efficient Keyword Spotting", 2021 (table 1 of <https://arxiv.org/abs/2106.04140>).
/// Rows are frequencies, columns times.
final class BcResNet {

    /// What names begin with; the width follows: `bc-resnet-1`.
    static final String PREFIX = "bc-resnet-";

    private static final int BASE = 8;
    private static final int BANDS = 5;
    private static final float DROPPED = 0.1f;

    /// Four stages.
    ///
    /// @param width channels, as a multiple of the base
    private record Stage(double width, int blocks, int stride, int dilation) {}

    private static final List<Stage> STAGES =
            List.of(
                    new Stage(1, 2, 1, 1),
                    new Stage(1.5, 2, 2, 2),
                    new Stage(2, 4, 2, 4),
                    new Stage(2.5, 4, 1, 8));

    private BcResNet() {}

    /// @param tau the width: 1 is the smallest; `8 tau` channels must be a whole, even number
    static Network of(double tau, int labels) {
        double base = BASE * tau;
        if (!fits(tau)) {
            throw new IllegalArgumentException(
                    "tau: 8 tau must be an even number of channels, got " + tau);
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(
                Convolution.plain("conv_1", channels(base, 2), Size.square(5))
                        .stride(2, 1)
                        .padding(2, 2));
        layers.add(new BatchNorm("conv_1.norm", 1, Activation.RELU));
        int before = channels(base, 2);
        for (int i = 0; i < STAGES.size(); i++) {
            Stage stage = STAGES.get(i);
            int channels = channels(base, stage.width());
            for (int block = 1; block <= stage.blocks(); block++) {
                layers.add(
                        block(
                                "stage_" + (i + 1) + ".block_" + block,
                                before,
                                channels,
                                block == 1 ? stage.stride() : 1,
                                stage.dilation()));
                before = channels;
            }
        }
        layers.add(Convolution.plain("conv_2", DEPTHWISE, Size.square(5)).padding(0, 2));
        layers.add(Convolution.plain("conv_3", channels(base, 4), Size.ONE));
        layers.add(new BatchNorm("conv_3.norm", 1, Activation.RELU));
        layers.add(new Average("average"));
        layers.add(new Dense("logits", labels, Activation.NONE));
        return new Network(name(tau), LogMelFrontEnd.FORTY_MELS, layers);
    }

    /// The width of the network called `name`, if it is one of these.
    static Optional<Double> tau(String name) {
        if (!name.matches("bc-resnet-\\d{1,2}(\\.\\d{1,2})?")) {
            return Optional.empty();
        }
        double tau = Double.parseDouble(name.substring(PREFIX.length()));
        return fits(tau) && name(tau).equals(name) ? Optional.of(tau) : Optional.empty();
    }

    private static boolean fits(double tau) {
        return tau * BASE >= 2 && tau * BASE % 2 == 0;
    }

    /// `bc-resnet-1`, `bc-resnet-1.5`.
    static String name(double tau) {
        return PREFIX + (tau == Math.rint(tau) ? Long.toString((long) tau) : Double.toString(tau));
    }

    private static Broadcast block(
            String name, int before, int channels, int stride, int dilation) {
        List<Layer> frequency = new ArrayList<>();
        if (before != channels) {
            frequency.add(Convolution.plain(name + ".change", channels, Size.ONE));
            frequency.add(new BatchNorm(name + ".change.norm", 1, Activation.RELU));
        }
        frequency.add(
                Convolution.plain(name + ".frequency", DEPTHWISE, new Size(3, 1))
                        .stride(stride, 1)
                        .padding(1, 0));
        frequency.add(new BatchNorm(name + ".frequency.norm", BANDS, Activation.NONE));
        List<Layer> time =
                List.of(
                        Convolution.plain(name + ".time", DEPTHWISE, new Size(1, 3))
                                .dilation(1, dilation)
                                .padding(0, dilation),
                        new BatchNorm(name + ".time.norm", 1, Activation.SILU),
                        Convolution.plain(name + ".mix", channels, Size.ONE),
                        new Dropout(DROPPED, true));
        return new Broadcast(name, frequency, time, before == channels);
    }

    private static int channels(double base, double width) {
        return (int) (base * width);
    }
}
