package dev.edgewise.dataset;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A data set of a few recordings, made up.
record TinySet(Path folder) {

    static final int RATE = 16_000;

    /// One clip a word and split, by the hash rule: `yes` for training, `no` for validation and
    /// test.
    static TinySet in(Path folder) throws IOException {
        return new TinySet(folder)
                .noise("yes/0a9f9af7_nohash_0.wav", 1)
                .noise("yes/0a9f9af7_nohash_1.wav", 2)
                .noise("no/026290a7_nohash_0.wav", 3)
                .noise("no/bb05582b_nohash_0.wav", 4);
    }

    /// A second of noise at a tenth of full scale, drawn from `seed`.
    TinySet noise(String clip, long seed) throws IOException {
        return samples(clip, noise(seed, RATE, 0.1f));
    }

    static float[] noise(long seed, int length, float loudness) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = loudness * (2 * random.nextFloat() - 1);
        }
        return samples;
    }

    TinySet samples(String clip, float... samples) throws IOException {
        return clip(clip, Clip.of(samples, RATE));
    }

    TinySet clip(String name, Clip clip) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        WavFile.write(file, clip);
        return this;
    }

    TinySet text(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }
}
