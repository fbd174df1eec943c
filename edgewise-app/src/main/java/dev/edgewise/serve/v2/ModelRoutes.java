package dev.edgewise.serve.v2;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// `/v2/models/{m}`, its `/ready` and its `/config`: what a model takes and gives, and whether it
/// can be asked.
public final class ModelRoutes {

    private final Catalog catalog;
    private final ModelFacts facts;
    private final BooleanSupplier ready;

    public ModelRoutes(Catalog catalog, ModelFacts facts, BooleanSupplier ready) {
        this.catalog = catalog;
        this.facts = facts;
        this.ready = ready;
    }

    public void addTo(Routes routes) {
        ModelPath.add(routes, "GET", "", ModelOperations.metadata(), this::metadata);
        ModelPath.add(routes, "GET", "/ready", ModelOperations.modelReady(), this::ready);
        ModelPath.add(routes, "GET", "/config", ModelOperations.config(), this::config);
    }

    private Answer metadata(Exchange exchange) throws IOException {
        try (Lease lease = ModelPath.lease(catalog, exchange)) {
            return Answer.json(facts.metadata(lease.model()).write());
        }
    }

    private Answer ready(Exchange exchange) throws IOException {
        ModelPath.lease(catalog, exchange).close();
        if (!ready.getAsBoolean()) {
            throw new HttpFailure(503, "the server is not ready");
        }
        return Answer.json(
                Json.object(
                        json -> {
                            json.writeStringProperty("name", exchange.parameter("m"));
                            json.writeBooleanProperty("ready", true);
                        }));
    }

    private Answer config(Exchange exchange) throws IOException {
        try (Lease lease = ModelPath.lease(catalog, exchange)) {
            return Answer.json(facts.config(lease.model()).write());
        }
    }
}
