package dev.edgewise.serve.v2;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.NotServed;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Routes;

/// The paths of a model: `/v2/models/{m}`, which is its newest version, and one version of it.
final class ModelPath {

    private static final String MODEL = "/v2/models/{m}";
    private static final String VERSION = "/versions/{v}";

    private ModelPath() {}

    /// Adds a route for what lies at `end` of a model and of a version of it.
    static void add(
            Routes routes, String method, String end, Operation operation, Routes.Handler handler) {
        Operation ofModel = operation.path("m", "the model's name", Schema.string());
        routes.add(method, MODEL + end, ofModel, handler);
        Operation ofVersion =
                new Operation(
                        operation.id() + "OfVersion",
                        operation.summary() + ": one version of it",
                        operation.about(),
                        ofModel.parameters(),
                        operation.takes(),
                        operation.needsBody(),
                        operation.replies());
        routes.add(
                method,
                MODEL + VERSION + end,
                ofVersion.path("v", "the version", Schema.string()),
                handler);
    }

    /// A lease on the model, or the version of it, that the path names.
    static Lease lease(Catalog catalog, Exchange exchange) throws NotServed {
        return catalog.lease(exchange.parameter("m"), version(exchange));
    }

    /// The version that the path names; empty if it names none.
    static String version(Exchange exchange) {
        return exchange.hasParameter("v") ? exchange.parameter("v") : "";
    }
}
