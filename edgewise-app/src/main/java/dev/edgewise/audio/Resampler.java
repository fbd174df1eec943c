package dev.edgewise.audio;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Changes a sample rate by a rational factor: a polyphase filter bank of a sinc under a Kaiser
/// window, with linear phase and therefore without shift.
///
/// The filter passes up to 0.9 of the lower rate's half within 0.001 dB and takes 100 dB or
/// more off what lies beyond that half. It spans 128 samples at the lower rate. Outside of the
/// signal there is silence. For a factor whose bank would be large, neighbours in a bank of
/// fixed size are interpolated linearly, at 1,024 phases a sample of the lower rate, which adds
/// an error of about -118 dB.
///
/// Source: A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", chapters 4.6 (change
/// of rate by a factor) and 7.5.3 (the Kaiser window's formulas); J. O. Smith, "Digital Audio
/// Resampling", for interpolating in the bank.
final class Resampler {

    /// The filter's length to each side, in samples of the lower rate.
    private static final int HALF_SPAN = 64;

    /// What the stop band is down by, in dB.
    private static final double ATTENUATION = 100;

    private static final double BETA = 0.1102 * (ATTENUATION - 8.7);

    /// The transition's width as a part of the lower rate's half.
    private static final double TRANSITION = (ATTENUATION - 8) / (2.285 * 2 * HALF_SPAN * Math.PI);

    /// Where the filter is down by half, as a part of the lower rate's half: the transition ends at
    /// 1.
    private static final double CUTOFF = 1 - TRANSITION / 2;

    private static final int INTERPOLATED_PHASES = 1024;
    private static final int LARGEST_RATIO = 1000;
    private static final int KEPT = 8;
    private static final int OUTPUTS_A_TASK = 4096;

    /// More multiplications than this are worth several threads.
    private static final long PARALLEL_FROM = 1L << 24;

    /// The banks used last: a folder's files mostly have one rate.
    private static final Map<Ratio, Resampler> BANKS =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Ratio, Resampler> eldest) {
                            return size() > KEPT;
                        }
                    });

    /// `up` output samples for `down` input samples, in lowest terms.
    private record Ratio(int up, int down) {

        static Ratio between(int from, int to) {
            if (from <= 0
                    || to <= 0
                    || from > (long) to * LARGEST_RATIO
                    || to > (long) from * LARGEST_RATIO) {
                throw new IllegalArgumentException(
                        "can't resample from %d Hz to %d Hz: expected positive rates within a factor of %d"
                                .formatted(from, to, LARGEST_RATIO));
            }
            int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
            return new Ratio(to / common, from / common);
        }
    }

    private final Ratio ratio;
    private final int half;
    private final int phases;

    /// `phases` + 1 filters of 2 `half` taps; the last is the first, a sample later.
    private final float[] bank;

    private Resampler(Ratio ratio) {
        this.ratio = ratio;
        double scale = Math.min(1, (double) ratio.up / ratio.down);
        half = (int) Math.ceil(HALF_SPAN / scale);
        int enough = (int) Math.ceil(INTERPOLATED_PHASES * scale);
        phases = Math.min(ratio.up, enough);
        bank = new float[(phases + 1) * 2 * half];
        double[] taps = new double[2 * half];
        for (int phase = 0; phase <= phases; phase++) {
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                taps[k] = filter((k - half + 1 - (double) phase / phases) * scale);
                sum += taps[k];
            }
            for (int k = 0; k < taps.length; k++) {
                bank[phase * taps.length + k] = (float) (taps[k] / sum);
            }
        }
    }

    /// How many samples at rate `from` the first `length` samples at rate `to` are made of.
    static int samplesFor(int length, int from, int to) {
        double scale = Math.max(1, (double) from / to);
        double needed = (double) length * from / to + HALF_SPAN * scale + 2;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(needed));
    }

    /// The resampler from rate `from` to rate `to`, in Hz.
    ///
    /// @throws IllegalArgumentException if the rates aren't positive or too far apart
    static Resampler between(int from, int to) {
        Ratio ratio = Ratio.between(from, to);
        Resampler known = BANKS.get(ratio);
        if (known == null) {
            known = new Resampler(ratio);
            BANKS.put(ratio, known);
        }
        return known;
    }

    /// The prototype's impulse response at `t` samples of the lower rate.
    private static double filter(double t) {
        double inside = 1 - (t / HALF_SPAN) * (t / HALF_SPAN);
        if (inside <= 0) {
            return 0;
        }
        double x = Math.PI * CUTOFF * t;
        double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
        return sinc * bessel(BETA * Math.sqrt(inside));
    }

    /// The modified Bessel function of the first kind and order 0, by its power series.
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /// The samples at the other rate.
    float[] resample(float[] samples) {
        long length = outputs(samples.length);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%d samples become %d, more than an array holds"
                            .formatted(samples.length, length));
        }
        float[] out = new float[(int) length];
        int tasks = (out.length - 1) / OUTPUTS_A_TASK + 1;
        IntStream each = IntStream.range(0, tasks);
        if (2L * half * out.length > PARALLEL_FROM) {
            each = each.parallel();
        }
        each.forEach(task -> fill(samples, out, task * OUTPUTS_A_TASK));
        return out;
    }

    private void fill(float[] samples, float[] out, int from) {
        int to = Math.min(out.length - from, OUTPUTS_A_TASK) + from;
        for (int i = from; i < to; i++) {
            out[i] = output(samples, 0, i);
        }
    }

    /// Output sample `i`, where `samples` are the input from its sample `first` on; what lies
    /// outside of them counts as silence.
    float output(float[] samples, long first, long i) {
        long position = i * ratio.down;
        int start = (int) (position / ratio.up - half + 1 - first);
        long remainder = position % ratio.up;
        if (phases == ratio.up) {
            return filtered(samples, start, (int) remainder);
        }
        double place = (double) remainder * phases / ratio.up;
        int phase = (int) place;
        float part = (float) (place - phase);
        float before = filtered(samples, start, phase);
        return before + part * (filtered(samples, start, phase + 1) - before);
    }

    /// The first input sample that output sample `i` is made of; below 0 near the beginning.
    long firstInput(long i) {
        return i * ratio.down / ratio.up - half + 1;
    }

    /// How many output samples are made of nothing beyond the first `inputs` input samples.
    long outputsWithin(long inputs) {
        long last = inputs - half - 1;
        return last < 0 ? 0 : ((last + 1) * ratio.up - 1) / ratio.down + 1;
    }

    /// How many output samples a signal of `inputs` samples has in all.
    long outputs(long inputs) {
        return Math.max(1, (inputs * ratio.up + ratio.down / 2) / ratio.down);
    }

    /// The filter of one phase, laid over the samples from `start` on. Several sums side by side
    /// keep the processor from waiting for each addition.
    private float filtered(float[] samples, int start, int phase) {
        int first = Math.max(0, -start);
        int last = Math.min(2 * half, samples.length - start);
        int taps = phase * 2 * half;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = first;
        for (; k < last - 3; k += 4) {
            a += bank[taps + k] * samples[start + k];
            b += bank[taps + k + 1] * samples[start + k + 1];
            c += bank[taps + k + 2] * samples[start + k + 2];
            d += bank[taps + k + 3] * samples[start + k + 3];
        }
        for (; k < last; k++) {
            a += bank[taps + k] * samples[start + k];
        }
        return (a + b) + (c + d);
    }
}
