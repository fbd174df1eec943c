package dev.edgewise.train;

import dev.edgewise.audio.WavFile;
import dev.edgewise.dataset.Stop;
import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Turns lessons into batches of features, a few ahead of who takes them: clips are read,
/// changed and transformed on other threads while the network learns. The batches come in the
/// lessons' order.
final class Feeder implements AutoCloseable {

    /// Batches that are being made, or wait to be taken, for each thread.
    private static final int AHEAD = 2;

    /// What may be kept of clips that are the same in each epoch, as a share of the memory.
    private static final int MEMORY_SHARE = 4;

    private final Path folder;
    private final int sampleRate;
    private final FrontEnd frontEnd;
    private final Features features;
    private final Noises noises;
    private final int threads;
    private final Stop stop;
    private final ExecutorService workers;
    private final Map<ClipList.Entry, float[]> kept = new ConcurrentHashMap<>();

    /// Some clips' features, one clip's after the other's, and their labels.
    static final class Batch {

        private final float[] features;
        private final int[] labels;

        Batch(float[] features, int[] labels) {
            this.features = features.clone();
            this.labels = labels.clone();
        }

        float[] features() {
            return features.clone();
        }

        int[] labels() {
            return labels.clone();
        }

        int size() {
            return labels.length;
        }
    }

    /// Takes a batch.
    @FunctionalInterface
    interface Taker {
        void take(Batch batch) throws IOException;
    }

    /// @param folder the data set's
    /// @param stop ends the feeding before the next batch
    Feeder(Path folder, int sampleRate, FrontEnd frontEnd, Noises noises, int threads, Stop stop)
            throws IOException {
        this.stop = stop;
        this.folder = folder;
        this.sampleRate = sampleRate;
        this.frontEnd = frontEnd;
        this.noises = noises;
        this.threads = threads;
        features = new Features(frontEnd, 1);
        workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("feeder-", 0).factory());
    }

    /// Hands `lessons`, changed by `augmentation`, to `taker` in batches of `size`.
    ///
    /// @throws IOException the taker's, if a clip can't be read, or somebody wished it to stop
    void feed(List<Lesson> lessons, int size, Augmentation augmentation, Taker taker)
            throws IOException {
        Deque<Future<Batch>> ahead = new ArrayDeque<>();
        try {
            for (int from = 0; from < lessons.size(); from += size) {
                List<Lesson> some = lessons.subList(from, Math.min(lessons.size(), from + size));
                ahead.add(workers.submit(() -> batch(some, augmentation)));
                if (ahead.size() > AHEAD * threads) {
                    stop.check();
                    taker.take(first(ahead));
                }
            }
            while (!ahead.isEmpty()) {
                stop.check();
                taker.take(first(ahead));
            }
        } finally {
            ahead.forEach(batch -> batch.cancel(true));
        }
    }

    /// The waveform of `clip`, cut or padded with zeros at its end.
    float[] waveform(ClipList.Entry clip) throws IOException {
        return clip.isCut()
                ? noises.samples(clip, frontEnd.samples())
                : WavFile.read(folder.resolve(clip.file()))
                        .fitTo(frontEnd.samples(), sampleRate)
                        .samples();
    }

    private Batch batch(List<Lesson> lessons, Augmentation augmentation) throws IOException {
        int width = frontEnd.features().size();
        float[] batch = new float[lessons.size() * width];
        int[] labels = new int[lessons.size()];
        for (int i = 0; i < labels.length; i++) {
            Lesson lesson = lessons.get(i);
            labels[i] = lesson.label();
            float[] one =
                    augmentation.changes() ? changed(lesson, augmentation) : same(lesson.clip());
            System.arraycopy(one, 0, batch, i * width, width);
        }
        return new Batch(batch, labels);
    }

    private float[] changed(Lesson lesson, Augmentation augmentation) throws IOException {
        SplittableRandom random = new SplittableRandom(lesson.draw());
        float[] one = features.of(augmentation.changed(waveform(lesson.clip()), noises, random));
        augmentation.mask(one, frontEnd.features(), random);
        return one;
    }

    private float[] same(ClipList.Entry clip) throws IOException {
        float[] there = kept.get(clip);
        if (there != null) {
            return there;
        }
        float[] made = features.of(waveform(clip));
        long bytes = (long) made.length * Float.BYTES * kept.size();
        if (bytes < Runtime.getRuntime().maxMemory() / MEMORY_SHARE) {
            kept.put(clip, made);
        }
        return made;
    }

    private static Batch first(Deque<Future<Batch>> ahead) throws IOException {
        try {
            return ahead.removeFirst().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clips were read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("clips can't be read", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        // The features must not be closed under a running thread.
        workers.close();
        features.close();
    }
}
