package dev.edgewise.serve.stream;

import dev.edgewise.audio.Clip;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Refusal;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Workers;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The model of one stream. Its windows wait in the same queue as requests do. Where that is full,
/// a window tries again: all that it holds up is its own client.
final class StreamModel implements Recognizer {

    /// How long a window tries while the queue is full, before the stream is ended. A stream that
    /// gets on, however slowly, isn't.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long RETRY_MILLIS = 20;

    private final Lease lease;
    private final Workers workers;
    private final StreamRecord record;
    private final BooleanSupplier ended;

    /// @param ended whether nobody wants to hear of windows any more
    StreamModel(Lease lease, Workers workers, StreamRecord record, BooleanSupplier ended) {
        this.lease = lease;
        this.workers = workers;
        this.record = record;
        this.ended = ended;
    }

    /// @throws StreamEnd if the stream was ended meanwhile
    @Override
    public Prediction recognize(Clip window) throws IOException {
        Phases phases = new Phases(System.nanoTime());
        try {
            Prediction prediction = admitted(window, phases);
            record.heard(phases);
            return prediction;
        } catch (StreamEnd e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            record.failed(phases);
            throw e;
        }
    }

    private Prediction admitted(Clip window, Phases phases) throws IOException {
        while (!ended.getAsBoolean()) {
            long now = System.nanoTime();
            try {
                return workers.admit(
                        lease,
                        Ticket.of(new Phases(now)).unless(ended), () -> run(window, phases));
            } catch (Refusal e) {
                boolean busy =
                        e.reason() == Refusal.Reason.QUEUE_FULL
                                || e.reason() == Refusal.Reason.QUEUE_TIME;
                if (!busy || now - phases.startNanos() > PATIENCE.toNanos()) {
                    throw e;
                }
                pause();
            }
        }
        throw new StreamEnd(StreamEnd.NORMAL, "the stream was ended");
    }

    /// What all the tries took is phase `queue`.
    private Prediction run(Clip window, Phases phases) throws IOException {
        phases.add("queue", phases.startNanos(), System.nanoTime());
        return lease.recognize(Ticket.of(phases).unless(ended), window);
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is stopping");
        }
    }
}
