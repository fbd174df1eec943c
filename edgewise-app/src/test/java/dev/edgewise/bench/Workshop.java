package dev.edgewise.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.edgewise.audio.WavFile;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Recognition in this process, by so many workers who never wait: what a server could reach that
/// cost nothing.
final class Workshop {

    /// What was done, and the processor time that this process took for it.
    record Done(long clips, long nanos, long cpuNanos) {

        double perSecond() {
            return clips * 1e9 / nanos;
        }

        double cpuMillisPerClip() {
            return cpuNanos / 1e6 / clips;
        }
    }

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Recognizer recognizer;
    private final byte[] clip;
    private final int workers;

    Workshop(Recognizer recognizer, byte[] clip, int workers) {
        this.recognizer = recognizer;
        this.clip = clip;
        this.workers = workers;
    }

    /// Decodes and recognises for some seconds.
    Done run(int seconds) throws IOException {
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long clips = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                counts.add(threads.submit(() -> work(end)));
            }
            for (Future<Long> count : counts) {
                clips += count.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a clip could not be recognised", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted at work", e);
        }
        return new Done(clips, System.nanoTime() - begin, SYSTEM.getProcessCpuTime() - cpu);
    }

    private long work(long end) throws IOException {
        long clips = 0;
        while (System.nanoTime() < end) {
            if (recognizer.recognize(WavFile.read("clip", clip)).word().isEmpty()) {
                throw new IllegalStateException("no word");
            }
            clips++;
        }
        return clips;
    }
}
