package dev.edgewise.serve.stream;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Refusal;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Work;
import dev.edgewise.engine.Workers;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Handshake;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Routes;
import dev.edgewise.serve.v1.RecognizeRoutes;
import io.helidon.http.HttpPrologue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// `WS /v1/stream`: words in audio without an end. A request for it that can't become a WebSocket
/// is answered as any other.
public final class StreamRoutes {

    static final String PATH = "/v1/stream";

    /// How long a stream waits while the queue is full, before it is ended.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long RETRY_MILLIS = 20;

    private final Catalog catalog;
    private final Workers workers;
    private final StreamLimits limits;
    private final Consumer<Throwable> complaints;

    public StreamRoutes(
            Catalog catalog, Workers workers, StreamLimits limits, Consumer<Throwable> complaints) {
        this.catalog = catalog;
        this.workers = workers;
        this.limits = limits;
        this.complaints = complaints;
    }

    public void addTo(Routes routes) {
        routes.add("GET", PATH, StreamOperation.describe(), this::refuse);
    }

    /// Answers a request that the upgrade left over: with what is wrong about it.
    private Answer refuse(Exchange exchange) throws IOException {
        exchange.handshake().check();
        open(exchange::query).close();
        throw Handshake.notAnUpgrade();
    }

    /// A stream for an upgrade that nothing is wrong with.
    ///
    /// @throws IOException if its query asks for what can't be had
    StreamSession open(HttpPrologue prologue) throws IOException {
        return open(name -> prologue.query().first(name).asOptional());
    }

    private StreamSession open(Function<String, Optional<String>> values) throws IOException {
        StreamQuery query = StreamQuery.of(values);
        Lease lease = catalog.lease(query.model().orElseGet(catalog::first));
        try {
            ServedModel model = lease.model();
            ModelCard card = model.card().orElseThrow(() -> RecognizeRoutes.noClips(model));
            Recognizer recognizer = clip -> admitted(() -> model.recognize(clip));
            return new StreamSession(
                    lease,
                    StreamMessages.ready(model, card, query),
                    new StreamDetector(recognizer, card, query),
                    limits.length(),
                    complaints,
                    System::nanoTime);
        } catch (IllegalArgumentException e) {
            lease.close();
            throw new HttpFailure(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            lease.close();
            throw e;
        }
    }

    /// Streams wait in the same queue as requests do. Where it is full, a stream tries again: all
    /// that it holds up is its own client.
    private <T> T admitted(Work<T> work) throws IOException {
        long from = System.nanoTime();
        while (true) {
            try {
                return workers.admit(Ticket.of(new Phases(System.nanoTime())), work);
            } catch (Refusal e) {
                boolean busy =
                        e.reason() == Refusal.Reason.QUEUE_FULL
                                || e.reason() == Refusal.Reason.QUEUE_TIME;
                if (!busy || System.nanoTime() - from > PATIENCE.toNanos()) {
                    throw e;
                }
                pause();
            }
        }
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
