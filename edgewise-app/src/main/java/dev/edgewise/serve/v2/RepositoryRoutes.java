package dev.edgewise.serve.v2;

import dev.edgewise.engine.Catalog;
import dev.edgewise.model.ModelException;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.RepositoryIndex;
import dev.edgewise.oip.RepositoryRequest;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.Set;

/// `/v2/repository`: which models there are, and to load and unload them.
public final class RepositoryRoutes {

    /// More than any request needs.
    private static final long LARGEST_JSON = 1 << 16;

    private final Catalog catalog;
    private final ModelFacts facts;

    public RepositoryRoutes(Catalog catalog, ModelFacts facts) {
        this.catalog = catalog;
        this.facts = facts;
    }

    public void addTo(Routes routes) {
        routes.add("POST", "/v2/repository/index", ModelOperations.index(), this::index)
                .add("POST", "/v2/repository/models/{m}/load", ModelOperations.load(), this::load)
                .add(
                        "POST",
                        "/v2/repository/models/{m}/unload",
                        ModelOperations.unload(),
                        this::unload);
    }

    private Answer load(Exchange exchange) throws IOException {
        checkParameters(exchange, Set.of());
        try {
            catalog.load(exchange.parameter("m"));
        } catch (ModelException e) {
            throw new HttpFailure(400, e);
        }
        return Answer.json(Json.object(json -> {}));
    }

    private Answer unload(Exchange exchange) throws IOException {
        // No model here depends on another: with its dependents, it is the same.
        checkParameters(exchange, Set.of("unload_dependents"));
        catalog.unload(exchange.parameter("m"));
        return Answer.json(Json.object(json -> {}));
    }

    private static void checkParameters(Exchange exchange, Set<String> known) throws IOException {
        try {
            RepositoryRequest request = RepositoryRequest.read(exchange.body(LARGEST_JSON));
            for (String name : request.parameters().values().keySet()) {
                if (!known.contains(name)) {
                    throw new OipException("parameter " + name + " isn't known here");
                }
            }
        } catch (OipException e) {
            throw new HttpFailure(400, e);
        }
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
