package dev.edgewise.serve.stream;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Workers;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Asked;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Handshake;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Routes;
import dev.edgewise.serve.v1.RecognizeRoutes;
import dev.edgewise.telemetry.Telemetry;
import io.helidon.http.HttpPrologue;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// `WS /v1/stream`: words in audio without an end. A request for it that can't become a WebSocket
/// is answered as any other.
public final class StreamRoutes {

    /// Where streams are opened.
    public static final String PATH = "/v1/stream";

    private final Catalog catalog;
    private final Workers workers;
    private final StreamLimits limits;
    private final StreamRecord.Listeners listeners;
    private final Consumer<Throwable> complaints;

    /// @param telemetry is told of each stream
    /// @param complaints hears of failures that aren't a client's
    public StreamRoutes(
            Catalog catalog,
            Workers workers,
            StreamLimits limits,
            Telemetry telemetry,
            Consumer<Throwable> complaints) {
        this.catalog = catalog;
        this.workers = workers;
        this.limits = limits;
        listeners = new StreamRecord.Listeners(telemetry, catalog.usage(), Clock.systemUTC());
        this.complaints = complaints;
    }

    public void addTo(Routes routes) {
        routes.add("GET", PATH, StreamOperation.describe(), this::refuse);
    }

    /// Answers a request that the upgrade left over: with what is wrong about it.
    private Answer refuse(Exchange exchange) throws IOException {
        exchange.handshake().check();
        open(exchange::query, exchange.asked()).close();
        throw Handshake.notAnUpgrade();
    }

    /// A stream for an upgrade that nothing is wrong with.
    ///
    /// @throws IOException if its query asks for what can't be had
    StreamSession open(HttpPrologue prologue, Asked asked) throws IOException {
        return open(name -> prologue.query().first(name).asOptional(), asked);
    }

    private StreamSession open(Function<String, Optional<String>> values, Asked asked)
            throws IOException {
        StreamQuery query = StreamQuery.of(values);
        Lease lease = catalog.lease(query.model().orElseGet(catalog::first));
        try {
            ServedModel model = lease.model();
            ModelCard card = model.card().orElseThrow(() -> RecognizeRoutes.noClips(model));
            StreamVoice voice = new StreamVoice();
            StreamRecord record = new StreamRecord(listeners, asked, lease);
            Recognizer recognizer = new StreamModel(lease, workers, record, voice::isClosing);
            return new StreamSession(
                    lease,
                    StreamMessages.ready(model, card, query),
                    new StreamDetector(recognizer, card, query),
                    limits.length(),
                    voice,
                    record,
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
}
