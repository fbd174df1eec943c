package dev.edgewise.serve.stream;

import dev.edgewise.audio.Clip;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Workers;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The model of one stream. Its windows wait in the same queue as requests do. Where that is full,
/// a window tries again: all that it holds up is its own client.
final class StreamModel implements Recognizer {

    /// How long a window tries while the queue is full, before the stream is ended. A stream that
    /// gets on, however slowly, isn't.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        if (ended.getAsBoolean()) {
            throw new StreamEnd(StreamEnd.NORMAL, "the stream was ended");
        }
        Phases phases = new Phases(System.nanoTime());
        Ticket ticket = Ticket.of(phases).unless(ended);
        try {
            Prediction prediction =
                    workers.admit(lease, ticket, PATIENCE, () -> lease.recognize(ticket, window));
            record.heard(phases);
            return prediction;
        } catch (IOException | RuntimeException e) {
            record.failed(phases);
            throw e;
        }
    }
}
