package dev.edgewise.train;

import java.util.Arrays;
import java.util.SplittableRandom;

/// How clips are changed each time they are learned, so that the network learns what stays.
///
/// @param probability of each of the changes of the waveform
/// @param shift samples by which a clip is moved, at most, to either side
/// @param noise amplitude of a noise recording that is added, at most
/// @param stretch by which share a clip is made faster or slower, and its pitch higher or lower
/// @param gain decibels by which a clip is made louder or softer, at most
/// @param masks whether bands and times of the features are hidden (SpecAugment: Park et al.,
/// 2019): two times of up to 20 frames, and two bands of up to this many rows; 0: nothing is
/// hidden
record Augmentation(
        double probability, int shift, double noise, double stretch, double gain, int masks) {

    /// Clips stay as they are.
    static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0);

    /// Noise up to 0.1, moved by up to 100 ms, each with probability 0.8 (Kim et al., 2021).
    static final Augmentation NOISE = new Augmentation(0.8, 1_600, 0.1, 0, 0, 0);

    private static final int MASKS = 2;
    private static final int MASKED_FRAMES = 20;

    Augmentation withMasks(int rows) {
        return new Augmentation(probability, shift, noise, stretch, gain, rows);
    }

    /// Also faster or slower by up to `share`, and louder or softer by up to `decibels`.
    Augmentation withVoices(double share, double decibels) {
        return new Augmentation(probability, shift, noise, share, decibels, masks);
    }

    boolean changes() {
        return probability > 0 || masks > 0;
    }

    /// A clip of `waveform.length` samples, changed; `waveform` stays.
    float[] changed(float[] waveform, Noises noises, SplittableRandom random) {
        float[] clip = waveform.clone();
        if (stretch > 0 && random.nextDouble() < probability) {
            clip = stretched(clip, 1 + random.nextDouble(-stretch, stretch));
        }
        if (shift > 0 && random.nextDouble() < probability) {
            clip = shifted(clip, random.nextInt(-shift, shift + 1));
        }
        if (gain > 0 && random.nextDouble() < probability) {
            scale(clip, random.nextDouble(-gain, gain));
        }
        if (noise > 0 && noises.any() && random.nextDouble() < probability) {
            float amplitude = (float) random.nextDouble(noise);
            float[] added = noises.samples(noises.training(clip.length, 1, random), clip.length);
            for (int i = 0; i < clip.length; i++) {
                clip[i] += amplitude * added[i];
            }
        }
        for (int i = 0; i < clip.length; i++) {
            clip[i] = Math.clamp(clip[i], -1, 1);
        }
        return clip;
    }

    /// Hides some of a clip's `features` by their mean.
    void mask(float[] features, Picture shape, SplittableRandom random) {
        if (masks == 0) {
            return;
        }
        double sum = 0;
        for (float feature : features) {
            sum += feature;
        }
        float mean = (float) (sum / features.length);
        int columns = shape.columns();
        for (int mask = 0; mask < MASKS; mask++) {
            int high = random.nextInt(masks + 1);
            int row = random.nextInt(shape.rows() - high + 1);
            Arrays.fill(features, row * columns, (row + high) * columns, mean);
            int wide = random.nextInt(Math.min(MASKED_FRAMES, columns) + 1);
            int column = random.nextInt(columns - wide + 1);
            for (int i = 0; i < shape.rows(); i++) {
                Arrays.fill(features, i * columns + column, i * columns + column + wide, mean);
            }
        }
    }

    String inWords() {
        StringBuilder words = new StringBuilder();
        if (shift > 0) {
            words.append("; shifted by up to ").append(shift).append(" samples");
        }
        if (noise > 0) {
            words.append(", noise up to ").append(noise);
        }
        if (stretch > 0) {
            words.append(", speed and pitch changed by up to ").append(stretch);
        }
        if (gain > 0) {
            words.append(", loudness by up to ").append(gain).append(" dB");
        }
        if (probability > 0) {
            words.append(", each with probability ").append(probability);
        }
        if (masks > 0) {
            words.append("; SpecAugment: two times of up to ").append(MASKED_FRAMES);
            words.append(" frames, two bands of up to ").append(masks);
        }
        return words.toString();
    }

    /// `speed` times as fast, from the middle outwards, as long as before; straight lines
    /// between the samples.
    private static float[] stretched(float[] clip, double speed) {
        float[] stretched = new float[clip.length];
        double middle = clip.length / 2.0;
        for (int i = 0; i < clip.length; i++) {
            double place = middle + (i - middle) * speed;
            int below = (int) Math.floor(place);
            if (below >= 0 && below + 1 < clip.length) {
                double above = place - below;
                stretched[i] = (float) ((1 - above) * clip[below] + above * clip[below + 1]);
            }
        }
        return stretched;
    }

    private static float[] shifted(float[] clip, int by) {
        float[] shifted = new float[clip.length];
        int kept = clip.length - Math.abs(by);
        if (kept > 0) {
            System.arraycopy(clip, Math.max(0, -by), shifted, Math.max(0, by), kept);
        }
        return shifted;
    }

    private static void scale(float[] clip, double decibels) {
        float factor = (float) Math.pow(10, decibels / 20);
        for (int i = 0; i < clip.length; i++) {
            clip[i] *= factor;
        }
    }
}
