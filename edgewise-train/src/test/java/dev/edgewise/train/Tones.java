package dev.edgewise.train;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A data set whose words are tones.
record Tones(Path folder) {

    static final int RATE = 16_000;

    /// Clips `WORD/0.wav` and so on.
    Tones with(String word, double hertz, int count) throws IOException {
        Path words = Files.createDirectories(folder.resolve(word));
        for (int i = 0; i < count; i++) {
            WavFile.write(words.resolve(i + ".wav"), clip(hertz, i));
        }
        return this;
    }

    /// A tone of about `hertz` that begins somewhere in the second, under noise.
    static Clip clip(double hertz, long seed) {
        Random random = new Random(seed);
        double pitch = hertz * (0.9 + 0.2 * random.nextDouble());
        int begin = random.nextInt(8000);
        float[] samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) {
            double tone =
                    i >= begin && i < begin + 8000
                            ? 0.5 * Math.sin(2 * Math.PI * pitch * i / RATE)
                            : 0;
            samples[i] = (float) (tone + 0.02 * random.nextGaussian());
        }
        return Clip.of(samples, RATE);
    }
}
