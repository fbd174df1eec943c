package dev.edgewise.train;

import dev.edgewise.audio.WavFile;
import dev.edgewise.dataset.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads recordings, several at a time. One that can't be read is left out and remembered.
final class ClipReader implements AutoCloseable {

    private final int sampleRate;
    private final int samples;
    private final ExecutorService threads;
    private final Set<String> skipped = new LinkedHashSet<>();

    /// What could be read of a few recordings: the waveforms, one after another, and their words.
    static final class Batch {

        private final float[] waveforms;
        private final int[] words;

        private Batch(List<float[]> clips, List<Integer> words, int samples) {
            this.waveforms = new float[clips.size() * samples];
            for (int i = 0; i < clips.size(); i++) {
                System.arraycopy(clips.get(i), 0, waveforms, i * samples, samples);
            }
            this.words = words.stream().mapToInt(Integer::intValue).toArray();
        }

        float[] waveforms() {
            return waveforms.clone();
        }

        int[] words() {
            return words.clone();
        }

        int size() {
            return words.length;
        }
    }

    /// Clips are brought to `sampleRate` and cut, or padded with zeros at their end, to `samples`.
    ClipReader(int sampleRate, int samples, int threads) {
        this.sampleRate = sampleRate;
        this.samples = samples;
        this.threads =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    }

    /// Reads `recordings`; their order stays.
    Batch read(List<Recording> recordings) {
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (Recording recording : recordings) {
            tasks.add(() -> WavFile.read(recording.file()).fitTo(samples, sampleRate).samples());
        }
        List<float[]> clips = new ArrayList<>();
        List<Integer> words = new ArrayList<>();
        try {
            List<Future<float[]>> results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                try {
                    clips.add(results.get(i).get());
                    words.add(recordings.get(i).word());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof IOException bad)) {
                        throw new IllegalStateException(
                                recordings.get(i).file() + ": can't be decoded", e.getCause());
                    }
                    skipped.add(String.valueOf(bad.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading clips", e);
        }
        return new Batch(clips, words, samples);
    }

    /// Why clips were left out, a line a clip that begins with its file.
    List<String> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
