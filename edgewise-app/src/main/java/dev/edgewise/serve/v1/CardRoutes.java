package dev.edgewise.serve.v1;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelFile;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Caching;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `/v1/models`: the models that recognise, what they say of themselves, and their files, so that a
/// client can run the same model itself.
public final class CardRoutes {

    private final Catalog catalog;

    public CardRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/v1/models", CardOperations.list(), this::list)
                .add("GET", "/v1/models/{name}", CardOperations.get(), this::get)
                .add("GET", "/v1/models/{name}/file", CardOperations.file(), this::file);
    }

    private Answer list(Exchange exchange) throws IOException {
        List<Consumer<JsonGenerator>> cards = new ArrayList<>();
        for (String name : catalog.index().stream().map(Catalog.Entry::name).distinct().toList()) {
            try (Lease lease = catalog.lease(name)) {
                card(lease.model()).ifPresent(cards::add);
            } catch (NotServed e) {
                // It is listed, but not loaded now.
            }
        }
        return Answer.json(
                Json.object(
                        json -> {
                            json.writeStringProperty("first", catalog.first());
                            json.writeArrayPropertyStart("models");
                            for (Consumer<JsonGenerator> card : cards) {
                                json.writeStartObject();
                                card.accept(json);
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        }));
    }

    private Answer get(Exchange exchange) throws IOException {
        try (Lease lease = catalog.lease(exchange.parameter("name"))) {
            return Answer.json(
                    Json.object(card(lease.model()).orElseThrow(() -> notOurs(lease.model()))));
        }
    }

    private Answer file(Exchange exchange) throws IOException {
        try (Lease lease = catalog.lease(exchange.parameter("name"))) {
            ServedModel model = lease.model();
            if (model.card().isEmpty()) {
                throw notOurs(model);
            }
            ModelFile file = model.file().orElseThrow(() -> tooLarge(model));
            Answer.Body body = new Answer.Streamed(file.size(), file::writeTo);
            return Caching.answer(
                    exchange,
                    '"' + file.sha256() + '"',
                    Answer.BYTES,
                    () -> new Answer(200, Answer.BYTES, body, Map.of()));
        }
    }

    private static HttpFailure notOurs(ServedModel model) {
        return new HttpFailure(
                404, model.name() + ": has no card, it takes tensors under /v2 only");
    }

    private static HttpFailure tooLarge(ServedModel model) {
        return new HttpFailure(404, model.name() + ": its file is too large to be given away");
    }

    private static Optional<Consumer<JsonGenerator>> card(ServedModel model) {
        return model.card().map(card -> json -> write(json, model, card));
    }

    private static void write(JsonGenerator json, ServedModel model, ModelCard card) {
        json.writeStringProperty("name", model.name());
        json.writeStringProperty("version", model.version());
        json.writeArrayPropertyStart("labels");
        card.labels().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("rate", card.sampleRate());
        json.writeNumberProperty("samples", card.samples());
        json.writeStringProperty("input", model.inputs().getFirst().name());
        json.writeStringProperty("output", model.outputs().getFirst().name());
        model.file()
                .ifPresent(
                        file -> {
                            json.writeNumberProperty("size", file.size());
                            json.writeStringProperty("sha256", file.sha256());
                        });
    }
}
