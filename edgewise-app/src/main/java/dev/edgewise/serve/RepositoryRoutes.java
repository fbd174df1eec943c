package dev.edgewise.serve;

import dev.edgewise.oip.OipException;
import dev.edgewise.oip.RepositoryIndex;
import java.io.IOException;

/// `/v2/repository`: which models there are.
final class RepositoryRoutes {

    /// More than any request needs.
    private static final long LARGEST_JSON = 1 << 16;

    private final ModelFacts facts;

    RepositoryRoutes(ModelFacts facts) {
        this.facts = facts;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/v2/repository/index", ModelOperations.index(), this::index);
    }

    private Answer index(Exchange exchange) throws IOException {
        try {
            RepositoryIndex.wantsReady(exchange.body(LARGEST_JSON));
        } catch (OipException e) {
            throw new HttpFailure(400, e);
        }
        return Answer.json(facts.index().write());
    }
}
