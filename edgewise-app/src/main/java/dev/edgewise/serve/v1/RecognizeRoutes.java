package dev.edgewise.serve.v1;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Work;
import dev.edgewise.engine.Workers;
import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// `POST /v1/recognize`: the word in a clip that the request brings, or in a file that was uploaded
/// before. `?model=NAME` asks another model than the first.
public final class RecognizeRoutes {

    static final Set<String> AUDIO =
            Set.of(
                    Answer.WAV,
                    "audio/x-wav",
                    "audio/wave",
                    "audio/vnd.wave",
                    "audio/x-pn-wav",
                    Answer.BYTES);

    /// More than any path needs.
    private static final long LARGEST_JSON = 1 << 16;

    private final Catalog catalog;
    private final Workers workers;
    private final Uploads uploads;
    private final long maxBody;

    public RecognizeRoutes(
            Catalog catalog, Workers workers, Optional<UploadFolder> folder, long maxBody) {
        this.catalog = catalog;
        this.workers = workers;
        uploads = new Uploads(folder);
        this.maxBody = maxBody;
    }

    public void addTo(Routes routes) {
        routes.add("POST", "/v1/recognize", RecognizeOperation.describe(), this::recognize);
    }

    private Answer recognize(Exchange exchange) throws IOException {
        String type = exchange.contentType(Answer.WAV);
        if (AUDIO.contains(type)) {
            return recognize(exchange, () -> new Sound("request body", exchange.body(maxBody)));
        }
        if (!type.equals(Answer.JSON)) {
            throw new HttpFailure(
                    415, "content type " + type + ": expected audio/wav or application/json");
        }
        return recognize(exchange, () -> stored(exchange));
    }

    /// A WAV file's bytes, and what it is called in messages.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
    private record Sound(String name, byte[] wav) {}

    private Sound stored(Exchange exchange) throws IOException {
        String path = Json.string(exchange.body(Math.min(maxBody, LARGEST_JSON)), "path");
        try (StoredFile file = uploads.open(path)) {
            exchange.hold(file.size());
            return new Sound(path, file.bytes());
        }
    }

    private Answer recognize(Exchange exchange, Work<Sound> reading) throws IOException {
        try (Lease lease = catalog.lease(exchange.query("model").orElseGet(catalog::first))) {
            ServedModel model = lease.model();
            exchange.asks(model);
            if (model.card().isEmpty()) {
                throw noClips(model);
            }
            try {
                Ticket ticket = exchange.ticket();
                workers.refuseEarly(lease, ticket);
                Sound sound = exchange.phases().time("read", reading);
                Answer answer = recognize(lease, ticket, sound);
                catalog.usage().answered(lease, 1, exchange.phases());
                return answer;
            } catch (IOException | RuntimeException e) {
                catalog.usage().failed(lease, exchange.phases());
                throw e;
            }
        }
    }

    private Answer recognize(Lease lease, Ticket ticket, Sound sound) throws IOException {
        Phases phases = ticket.phases();
        Prediction prediction =
                workers.admit(
                        lease,
                        ticket,
                        () -> {
                            Clip clip = phases.time("decode", () -> decode(sound));
                            return lease.recognize(ticket, clip);
                        });
        return Answer.json(phases.time("encode", () -> encode(lease.model(), prediction)));
    }

    public static HttpFailure noClips(ServedModel model) {
        return new HttpFailure(
                400, model.name() + ": takes tensors under /v2, it doesn't recognise clips");
    }

    private static Clip decode(Sound sound) throws HttpFailure {
        try {
            return WavFile.read(sound.name(), sound.wav());
        } catch (AudioException e) {
            throw new HttpFailure(400, e);
        }
    }

    private static byte[] encode(ServedModel model, Prediction prediction) {
        return Json.object(
                json -> {
                    json.writeStringProperty("word", prediction.word());
                    json.writeNumberProperty("confidence", (float) prediction.confidence());
                    json.writeObjectPropertyStart("scores");
                    for (Prediction.Score score : prediction.scores()) {
                        // Probabilities are float32: as such they print without noise.
                        json.writeNumberProperty(score.label(), (float) score.probability());
                    }
                    json.writeEndObject();
                    json.writeStringProperty("model", model.name());
                    json.writeStringProperty("version", model.version());
                });
    }
}
