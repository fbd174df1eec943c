package dev.edgewise.audio;

import java.util.Arrays;

/// Changes the sample rate of audio that comes block by block. All blocks together give exactly
/// the samples that [Clip#resampledTo(int)] gives of the whole; a block gives those that no later
/// sample has a part in. Holds a few hundred samples, however long the audio is.
///
/// It has state, so one thread uses it.
public final class StreamResampler {

    private final boolean same;
    private final Resampler resampler;
    private float[] held = {};
    private long first;
    private long taken;
    private long given;

    /// A resampler from rate `from` to rate `to`, in Hz.
    ///
    /// @throws IllegalArgumentException if a rate isn't positive, or they are more than a factor
    /// of 1,000 apart
    public StreamResampler(int from, int to) {
        same = from == to;
        resampler = Resampler.between(from, to);
    }

    /// Takes the next samples, and gives those at the other rate that are complete with them.
    public float[] next(float[] samples) {
        if (same) {
            return samples.clone();
        }
        float[] longer = Arrays.copyOf(held, held.length + samples.length);
        System.arraycopy(samples, 0, longer, held.length, samples.length);
        held = longer;
        taken += samples.length;
        return upTo(resampler.outputsWithin(taken));
    }

    /// Gives the rest: what follows is silence.
    public float[] end() {
        return same || taken == 0 ? new float[0] : upTo(resampler.outputs(taken));
    }

    private float[] upTo(long outputs) {
        float[] out = new float[(int) Math.max(0, outputs - given)];
        for (int i = 0; i < out.length; i++) {
            out[i] = resampler.output(held, first, given + i);
        }
        given += out.length;
        long needed = Math.clamp(resampler.firstInput(given), first, taken);
        held = Arrays.copyOfRange(held, (int) (needed - first), held.length);
        first = needed;
        return out;
    }
}
