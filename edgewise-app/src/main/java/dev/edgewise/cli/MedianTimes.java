package dev.edgewise.cli;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxModel;
import java.util.Arrays;
import java.util.List;

/// How long a run of either of two models takes: the median over many runs in this process, on one
/// thread, the two in turn, so that what slows the machine down slows both.
///
/// @param before of the first, in milliseconds
/// @param after of the second, in milliseconds
record MedianTimes(double before, double after) {

    private static final int WARM_UP = 100;
    private static final int RUNS = 1_000;

    /// Runs both models, files with a card, on `clips`, one clip at a time.
    static MedianTimes of(byte[] before, byte[] after, List<float[]> clips) throws ModelException {
        try (OnnxModel first = OnnxModel.load("the float32 model", before, 1);
                OnnxModel second = OnnxModel.load("the 8-bit model", after, 1)) {
            OnnxModel[] models = {first, second};
            double[][] millis = new double[models.length][RUNS];
            for (int run = -WARM_UP; run < RUNS; run++) {
                float[] clip = clips.get(Math.floorMod(run, clips.size()));
                for (int turn = 0; turn < models.length; turn++) {
                    // Whoever comes second finds the caches cold: that changes from run to run.
                    int which = (run & 1) == 0 ? turn : models.length - 1 - turn;
                    long began = System.nanoTime();
                    models[which].probabilities(clip);
                    long took = System.nanoTime() - began;
                    if (run >= 0) {
                        millis[which][run] = took / 1e6;
                    }
                }
            }
            return new MedianTimes(median(millis[0]), median(millis[1]));
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
