package dev.edgewise.serve;

import dev.edgewise.oip.ServerMetadata;
import java.util.List;
import java.util.function.BooleanSupplier;

/// `/v2` and `/v2/health`: what the server is, and whether it can be asked.
final class HealthRoutes {

    /// The protocol's extensions that are whole here.
    private static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "classification",
                    "model_configuration",
                    "model_repository",
                    "statistics");

    private final String version;
    private final BooleanSupplier ready;

    HealthRoutes(String version, BooleanSupplier ready) {
        this.version = version;
        this.ready = ready;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/v2", ModelOperations.server(), exchange -> server())
                .add("GET", "/v2/health/live", ModelOperations.live(), exchange -> yes("live"))
                .add("GET", "/v2/health/ready", ModelOperations.ready(), exchange -> ready());
    }

    private Answer server() {
        return Answer.json(new ServerMetadata("edgewise", version, EXTENSIONS).write());
    }

    private Answer ready() throws HttpFailure {
        if (!ready.getAsBoolean()) {
            throw new HttpFailure(503, "the server is not ready");
        }
        return yes("ready");
    }

    private static Answer yes(String what) {
        return Answer.json(Json.object(json -> json.writeBooleanProperty(what, true)));
    }
}
