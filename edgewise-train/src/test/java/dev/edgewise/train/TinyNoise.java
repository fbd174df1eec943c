package dev.edgewise.train;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A data set's recordings of noise, made up: loud in the first nine tenths, which are for
/// training, and soft in the last.
record TinyNoise(Path folder) {

    static final int RATE = 16_000;
    static final float LOUD = 0.5f;
    static final float SOFT = 0.01f;

    /// A file `_background_noise_/NAME` of `seconds`.
    Path write(String name, double seconds, int rate) throws IOException {
        Path file = folder.resolve("_background_noise_").resolve(name);
        Files.createDirectories(file.getParent());
        Random random = new Random(name.hashCode());
        float[] samples = new float[(int) Math.round(seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            float loudness = i < samples.length - samples.length / 10 ? LOUD : SOFT;
            samples[i] = random.nextBoolean() ? loudness : -loudness;
        }
        WavFile.write(file, Clip.of(samples, rate));
        return file;
    }

    /// Two recordings, of 11 and of 20 seconds.
    Noises two() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(write("short.wav", 11, RATE));
        files.add(write("long.wav", 20, RATE));
        return new Noises(folder, files, RATE);
    }
}
