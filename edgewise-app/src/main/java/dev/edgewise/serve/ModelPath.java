package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.NotServed;
import java.util.function.Consumer;

/// The paths of a model: `/v2/models/{m}`, which is its newest version, and one version of it.
final class ModelPath {

    private static final String MODEL = "/v2/models/{m}";
    private static final String VERSION = "/versions/{v}";

    private ModelPath() {}

    /// Gives `add` the patterns for what lies at `end` of a model and of a version of it.
    static void both(String end, Consumer<String> add) {
        add.accept(MODEL + end);
        add.accept(MODEL + VERSION + end);
    }

    /// A lease on the model, or the version of it, that the path names.
    static Lease lease(Catalog catalog, Exchange exchange) throws NotServed {
        String name = exchange.parameter("m");
        return exchange.hasParameter("v")
                ? catalog.lease(name, exchange.parameter("v"))
                : catalog.lease(name);
    }
}
