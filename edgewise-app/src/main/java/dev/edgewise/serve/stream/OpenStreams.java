package dev.edgewise.serve.stream;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The streams that are open. It ends those over which nothing comes any more, and all of them when
/// the server stops.
public final class OpenStreams implements AutoCloseable {

    /// How long the other side has to answer that a stream ends.
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private static final long LOOK_MILLIS = 250;

    private final Set<StreamConnection> streams = ConcurrentHashMap.newKeySet();
    private final Duration idle;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("streams").daemon().factory());
    private volatile boolean stopping;

    /// No stream as yet.
    ///
    /// @param idle for how long nothing may come over a stream
    public OpenStreams(Duration idle, LongSupplier nanoTime) {
        this.idle = idle;
        this.nanoTime = nanoTime;
        var _ =
                watch.scheduleWithFixedDelay(
                        this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(StreamConnection stream) {
        streams.add(stream);
        if (stopping) {
            endLater(stream, goingAway());
        }
    }

    void remove(StreamConnection stream) {
        streams.remove(stream);
    }

    /// How many there are.
    public int count() {
        return streams.size();
    }

    private void look() {
        for (StreamConnection stream : streams) {
            StreamSession session = stream.session();
            if (session.isClosingFor(FAREWELL.toNanos())) {
                stream.close(true);
            } else if (!session.isClosing() && session.isQuietFor(idle.toNanos())) {
                endLater(
                        stream,
                        new StreamEnd(
                                StreamEnd.POLICY,
                                "nothing came for " + idle.toMillis() / 1e3 + " s"));
            }
        }
    }

    /// A thread of its own: a client that reads nothing holds up whoever sends to it.
    private static void endLater(StreamConnection stream, StreamEnd end) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                stream.end(end);
                            } catch (CloseConnectionException e) {
                                // The client went away by itself.
                            }
                        });
    }

    private static StreamEnd goingAway() {
        return new StreamEnd(StreamEnd.GOING_AWAY, "the server is stopping");
    }

    /// Ends all streams, waits a moment for the other sides to answer, and closes the rest.
    @Override
    public void close() {
        stopping = true;
        streams.forEach(stream -> endLater(stream, goingAway()));
        long from = nanoTime.getAsLong();
        boolean interrupted = false;
        while (!interrupted
                && !streams.isEmpty()
                && nanoTime.getAsLong() - from < FAREWELL.toNanos()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        watch.shutdownNow();
        streams.forEach(stream -> stream.close(true));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
