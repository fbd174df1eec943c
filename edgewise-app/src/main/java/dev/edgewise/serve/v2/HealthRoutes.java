package dev.edgewise.serve.v2;

import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.util.function.BooleanSupplier;

/// `/v2` and `/v2/health`: what the server is, and whether it can be asked.
public final class HealthRoutes {

    private final ModelFacts facts;
    private final BooleanSupplier ready;

    public HealthRoutes(ModelFacts facts, BooleanSupplier ready) {
        this.facts = facts;
        this.ready = ready;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/v2", ModelOperations.server(), exchange -> server())
                .add("GET", "/v2/health/live", ModelOperations.live(), exchange -> yes("live"))
                .add("GET", "/v2/health/ready", ModelOperations.ready(), exchange -> ready());
    }

    private Answer server() {
        return Answer.json(facts.server().write());
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
