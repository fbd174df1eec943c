package dev.edgewise.serve;

import dev.edgewise.model.ModelException;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.RepositoryIndex;
import java.io.IOException;

/// `/v2/repository`: which models there are, and to load and unload them.
final class RepositoryRoutes {

    /// More than any request needs.
    private static final long LARGEST_JSON = 1 << 16;

    private final ModelFacts facts;

    RepositoryRoutes(ModelFacts facts) {
        this.facts = facts;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/v2/repository/index", ModelOperations.index(), this::index)
                .add("POST", "/v2/repository/models/{m}/load", ModelOperations.load(), this::load)
                .add(
                        "POST",
                        "/v2/repository/models/{m}/unload",
                        ModelOperations.unload(),
                        this::unload);
    }

    private Answer load(Exchange exchange) throws IOException {
        exchange.discard(LARGEST_JSON);
        try {
            facts.load(exchange.parameter("m"));
        } catch (ModelException e) {
            throw new HttpFailure(400, e);
        }
        return Answer.json(Json.object(json -> {}));
    }

    private Answer unload(Exchange exchange) throws IOException {
        exchange.discard(LARGEST_JSON);
        facts.unload(exchange.parameter("m"));
        return Answer.json(Json.object(json -> {}));
    }

    private Answer index(Exchange exchange) throws IOException {
        boolean ready;
        try {
            ready = RepositoryIndex.wantsReady(exchange.body(LARGEST_JSON));
        } catch (OipException e) {
            throw new HttpFailure(400, e);
        }
        return Answer.json(facts.index(ready).write());
    }
}
