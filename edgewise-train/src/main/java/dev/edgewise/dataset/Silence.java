package dev.edgewise.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Closes a stream that is read from when nothing came for too long, or when somebody wants to
/// stop: a read of an HTTP body would wait forever.
final class Silence implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private final Thread watch;
    private volatile boolean tooLong;

    private Silence(InputStream stream, Duration longest, Stop stop) {
        watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("silence")
                        .unstarted(
                                () -> {
                                    try {
                                        while (!stop.asked() && !tooLong) {
                                            Thread.sleep(LOOK_MILLIS);
                                            tooLong =
                                                    System.nanoTime() - heard.get()
                                                            > longest.toNanos();
                                        }
                                        stream.close();
                                    } catch (InterruptedException | IOException e) {
                                        // The reading is over, or will tell of it.
                                    }
                                });
    }

    static Silence watch(InputStream stream, Duration longest, Stop stop) {
        Silence silence = new Silence(stream, longest, stop);
        silence.watch.start();
        return silence;
    }

    /// Something came.
    void heard() {
        heard.set(System.nanoTime());
    }

    /// Whether the stream was closed because nothing came.
    boolean tooLong() {
        return tooLong;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
