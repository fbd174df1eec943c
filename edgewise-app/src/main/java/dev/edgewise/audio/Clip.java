package dev.edgewise.audio;

import java.time.Duration;
import java.util.Arrays;

/// Mono audio and its rate: samples as floats, nominally in [-1, 1]. Immutable; never empty.
public final class Clip {

    private final float[] samples;
    private final int sampleRate;

    private Clip(float[] samples, int sampleRate) {
        this.samples = samples;
        this.sampleRate = sampleRate;
    }

    /// A clip of a copy of `samples`, taken `sampleRate` times a second.
    public static Clip of(float[] samples, int sampleRate) {
        return owning(samples.clone(), sampleRate);
    }

    /// A clip that keeps `samples` itself: for callers in this package that never touch them again.
    static Clip owning(float[] samples, int sampleRate) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a clip needs at least one sample");
        }
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate must be positive, got " + sampleRate);
        }
        return new Clip(samples, sampleRate);
    }

    /// Samples a second, in Hz.
    public int sampleRate() {
        return sampleRate;
    }

    /// Number of samples.
    public int length() {
        return samples.length;
    }

    public Duration duration() {
        return Duration.ofNanos(Math.round(samples.length * 1e9 / sampleRate));
    }

    /// A copy of the samples.
    public float[] samples() {
        return samples.clone();
    }

    /// This clip cut, or padded with zeros at its end, to `length` samples.
    public Clip fitTo(int length) {
        return length == samples.length ? this : owning(Arrays.copyOf(samples, length), sampleRate);
    }

    /// This clip as it would have been taken `rate` times a second: the same sound up to 0.9 of
    /// the lower rate's half, and nothing beyond that half; see [Resampler] for how well. The
    /// first sample stays where it is in time, and the length is `length() * rate /
    /// sampleRate()`, rounded, but at least 1. At its own rate the clip itself is returned.
    ///
    /// @throws IllegalArgumentException if `rate` isn't positive, is more than 1,000 times
    /// higher or lower than the clip's, or gives more samples than an array holds
    public Clip resampledTo(int rate) {
        return rate == sampleRate
                ? this
                : owning(Resampler.between(sampleRate, rate).resample(samples), rate);
    }

    /// This clip at rate `sampleRate`, cut, or padded with zeros at its end, to `length` samples
    /// there. What is cut off is never resampled, so that a long clip costs no more than a short
    /// one.
    ///
    /// @throws IllegalArgumentException if the rate isn't positive or too far from the present one
    public Clip fitTo(int length, int sampleRate) {
        if (sampleRate == this.sampleRate) {
            return fitTo(length);
        }
        int needed = Resampler.samplesFor(length, this.sampleRate, sampleRate);
        Clip heard = needed < samples.length ? fitTo(needed) : this;
        return heard.resampledTo(sampleRate).fitTo(length);
    }
}
