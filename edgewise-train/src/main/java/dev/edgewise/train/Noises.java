package dev.edgewise.train;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Recordings of noise, in memory. The last tenth of each is for validation alone.
final class Noises {

    /// Seconds, of which a tenth must hold a clip.
    private static final int SHORTEST = 11;

    private final Map<String, float[]> recordings = new LinkedHashMap<>();
    private final List<String> names;

    /// Reads `files`, which lie in `folder`, a data set's.
    ///
    /// @throws IOException if one can't be read
    Noises(Path folder, List<Path> files, int sampleRate) throws IOException {
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            Clip clip = WavFile.read(file);
            if (clip.sampleRate() != sampleRate) {
                throw new IOException(
                        file
                                + ": noise is needed at "
                                + sampleRate
                                + " Hz, got "
                                + clip.sampleRate()
                                + ": convert it");
            }
            float[] samples = clip.samples();
            if (samples.length < SHORTEST * sampleRate) {
                throw new IOException(
                        file
                                + ": noise must last "
                                + SHORTEST
                                + " seconds at least, a tenth for"
                                + " validation");
            }
            recordings.put(name, samples);
        }
        names = new ArrayList<>(recordings.keySet());
    }

    boolean any() {
        return !recordings.isEmpty();
    }

    /// A cut of `length` samples of the part that is for training, to be made `gain` times as
    /// loud.
    ClipList.Entry training(int length, double gain, SplittableRandom random) {
        String name = names.get(random.nextInt(names.size()));
        return cut(name, 0, validationFrom(recording(name)), length, gain, random);
    }

    /// The same of the part that is for validation.
    ClipList.Entry validation(int length, double gain, SplittableRandom random) {
        String name = names.get(random.nextInt(names.size()));
        float[] recording = recording(name);
        return cut(name, validationFrom(recording), recording.length, length, gain, random);
    }

    /// The `length` samples of `cut`.
    float[] samples(ClipList.Entry cut, int length) {
        float[] samples =
                Arrays.copyOfRange(
                        recording(cut.file()),
                        Math.toIntExact(cut.from()),
                        Math.toIntExact(cut.from()) + length);
        for (int i = 0; i < length; i++) {
            samples[i] *= (float) cut.gain();
        }
        return samples;
    }

    private static ClipList.Entry cut(
            String name, int from, int to, int length, double gain, SplittableRandom random) {
        return ClipList.Entry.cut(name, from + random.nextInt(to - length - from + 1), gain);
    }

    private static int validationFrom(float[] recording) {
        return recording.length - recording.length / 10;
    }

    private float[] recording(String name) {
        return recordings.getOrDefault(name, new float[0]);
    }
}
