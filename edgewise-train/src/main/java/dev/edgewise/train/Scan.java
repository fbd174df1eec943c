package dev.edgewise.train;

import dev.edgewise.dataset.Stop;
import dev.edgewise.model.OnnxFunction;
import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Reads all clips once before training begins. Those that can't be read are left out and
/// remembered; what the network's normalization must know is measured on the others.
final class Scan implements AutoCloseable {

    private static final int AHEAD = 64;

    private final Feeder feeder;
    private final Stop stop;
    private final Optional<OnnxFunction> spectrogram;
    private final ExecutorService workers;
    private final List<String> skipped = new ArrayList<>();

    /// What came of a clip: its moments, or why it can't be read.
    private record Read(Moments moments, Optional<String> failure) {}

    /// @param frontEnd whose spectrograms are measured, if it is one that makes pictures
    Scan(Feeder feeder, FrontEnd frontEnd, int threads, Stop stop) throws IOException {
        this.feeder = feeder;
        this.stop = stop;
        spectrogram =
                frontEnd instanceof PictureFrontEnd picture
                        ? Optional.of(
                                OnnxFunction.load("spectrogram", OnnxExport.wholeHead(picture), 1))
                        : Optional.empty();
        workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("scan-", 0).factory());
    }

    /// The lessons whose clips can be read, in their order.
    ///
    /// @param moments takes every value of every spectrogram
    /// @param done is told how many clips have been read since it was last told
    /// @throws Stop.Stopped if somebody wished it
    List<Lesson> readable(List<Lesson> lessons, Moments moments, IntConsumer done)
            throws Stop.Stopped {
        List<Lesson> readable = new ArrayList<>();
        Deque<Future<Read>> ahead = new ArrayDeque<>();
        int taken = 0;
        for (int i = 0; i < lessons.size() + AHEAD; i++) {
            if (i < lessons.size()) {
                ClipList.Entry clip = lessons.get(i).clip();
                ahead.add(workers.submit(() -> read(clip)));
            }
            stop.check();
            if (i >= AHEAD && taken < lessons.size()) {
                Read read = first(ahead);
                moments.add(read.moments());
                read.failure().ifPresent(skipped::add);
                if (read.failure().isEmpty()) {
                    readable.add(lessons.get(taken));
                }
                taken++;
                done.accept(1);
            }
        }
        return readable;
    }

    /// Leaves a clip out; `why` begins with its file.
    void skip(String why) {
        skipped.add(why);
    }

    /// Why clips were left out, a line a clip that begins with its file.
    Collection<String> skipped() {
        return List.copyOf(skipped);
    }

    private Read read(ClipList.Entry clip) {
        Moments moments = new Moments();
        try {
            float[] waveform = feeder.waveform(clip);
            if (spectrogram.isPresent()) {
                float[] values =
                        spectrogram
                                .get()
                                .run(waveform, 1, waveform.length)
                                .get(PictureFrontEnd.SPECTROGRAM);
                if (values != null) {
                    moments.add(values);
                }
            }
            return new Read(moments, Optional.empty());
        } catch (IOException e) {
            return new Read(moments, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static Read first(Deque<Future<Read>> ahead) {
        try {
            return ahead.removeFirst().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clips were read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a clip could not be decoded", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
        spectrogram.ifPresent(OnnxFunction::close);
    }
}
