package dev.edgewise.serve.v1;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
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
            byte[] body = exchange.phases().time("read", () -> exchange.body(maxBody));
            return recognize(exchange, "request body", body);
        }
        if (!type.equals(Answer.JSON)) {
            throw new HttpFailure(
                    415, "content type " + type + ": expected audio/wav or application/json");
        }
        long begin = System.nanoTime();
        String path;
        byte[] bytes;
        try {
            path = Json.string(exchange.body(Math.min(maxBody, LARGEST_JSON)), "path");
            bytes = read(exchange, path);
        } finally {
            exchange.phases().add("read", begin, System.nanoTime());
        }
        return recognize(exchange, path, bytes);
    }

    private byte[] read(Exchange exchange, String path) throws IOException {
        try (StoredFile file = uploads.open(path)) {
            exchange.hold(file.size());
            return file.bytes();
        }
    }

    private Answer recognize(Exchange exchange, String name, byte[] wav) throws IOException {
        try (Lease lease = catalog.lease(exchange.query("model").orElseGet(catalog::first))) {
            ServedModel model = lease.model();
            exchange.asks(model);
            if (model.card().isEmpty()) {
                throw noClips(model);
            }
            try {
                Answer answer = recognize(lease, exchange.ticket(), name, wav);
                catalog.usage().answered(lease, 1, exchange.phases());
                return answer;
            } catch (IOException | RuntimeException e) {
                catalog.usage().failed(lease, exchange.phases());
                throw e;
            }
        }
    }

    private Answer recognize(Lease lease, Ticket ticket, String name, byte[] wav)
            throws IOException {
        Phases phases = ticket.phases();
        Prediction prediction =
                workers.admit(
                        lease,
                        ticket,
                        () -> {
                            Clip clip = phases.time("decode", () -> decode(name, wav));
                            return lease.recognize(ticket, clip);
                        });
        return Answer.json(phases.time("encode", () -> encode(lease.model(), prediction)));
    }

    public static HttpFailure noClips(ServedModel model) {
        return new HttpFailure(
                400, model.name() + ": takes tensors under /v2, it doesn't recognise clips");
    }

    private static Clip decode(String name, byte[] wav) throws HttpFailure {
        try {
            return WavFile.read(name, wav);
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
