package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.oip.ModelConfig;
import dev.edgewise.oip.ModelMetadata;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// `/v2/models/{m}`, its `/ready` and its `/config`: what a model takes and gives, and whether it
/// can be asked.
final class ModelRoutes {

    /// What clients are told as the largest batch, where there is one: a larger one is answered as
    /// well, if the body's limit lets it in.
    private static final int BATCH = 128;

    private final Catalog catalog;
    private final BooleanSupplier ready;

    ModelRoutes(Catalog catalog, BooleanSupplier ready) {
        this.catalog = catalog;
        this.ready = ready;
    }

    void addTo(Routes routes) {
        ModelPath.add(routes, "GET", "", ModelOperations.metadata(), this::metadata);
        ModelPath.add(routes, "GET", "/ready", ModelOperations.modelReady(), this::ready);
        ModelPath.add(routes, "GET", "/config", ModelOperations.config(), this::config);
    }

    private Answer metadata(Exchange exchange) throws IOException {
        try (Lease lease = ModelPath.lease(catalog, exchange)) {
            return Answer.json(metadata(lease.model()).write());
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
            ServedModel model = lease.model();
            int batch = ModelPorts.isBatched(model) ? BATCH : 0;
            return Answer.json(new ModelConfig(metadata(model), batch).write());
        }
    }

    private ModelMetadata metadata(ServedModel model) {
        List<String> versions =
                catalog.index().stream()
                        .filter(entry -> entry.name().equals(model.name()))
                        .map(Catalog.Entry::version)
                        .toList();
        return ModelPorts.metadata(model, versions);
    }
}
