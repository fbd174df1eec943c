package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelUsage;
import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.Spent;
import dev.edgewise.engine.Usage;
import dev.edgewise.oip.ModelStatistics;
import java.util.List;
import java.util.Map;

/// `/v2/models/stats`, and the same of one model and of one version: what they were asked, and
/// where the time went.
final class StatisticsRoutes {

    private final Catalog catalog;
    private final Usage usage;

    StatisticsRoutes(Catalog catalog, Usage usage) {
        this.catalog = catalog;
        this.usage = usage;
    }

    void addTo(Routes routes) {
        routes.add(
                "GET",
                "/v2/models/stats",
                ModelOperations.allStatistics(),
                exchange -> answer(catalog.index()));
        ModelPath.add(routes, "GET", "/stats", ModelOperations.statistics(), this::ofModel);
    }

    private Answer ofModel(Exchange exchange) throws NotServed {
        ModelPath.lease(catalog, exchange).close();
        return answer(
                catalog.index().stream()
                        .filter(entry -> entry.name().equals(exchange.parameter("m")))
                        .filter(
                                entry ->
                                        !exchange.hasParameter("v")
                                                || entry.version().equals(exchange.parameter("v")))
                        .toList());
    }

    private Answer answer(List<Catalog.Entry> entries) {
        return Answer.json(ModelStatistics.write(entries.stream().map(this::statistics).toList()));
    }

    private ModelStatistics statistics(Catalog.Entry entry) {
        ModelUsage model = usage.of(entry);
        return new ModelStatistics(
                entry.name(),
                entry.version(),
                model.lastMillis(),
                model.inferences(),
                model.success().count(),
                Map.of(
                        "success", spent(model.success()),
                        "fail", spent(model.failure()),
                        "queue", spent(model.step("queue")),
                        "compute_input", spent(model.step("decode")),
                        "compute_infer", spent(model.step("predict")),
                        "compute_output", spent(model.step("encode"))),
                model.batchSizes().stream().map(size -> batch(model, size)).toList());
    }

    private static ModelStatistics.Batch batch(ModelUsage model, long size) {
        return new ModelStatistics.Batch(
                size,
                Map.of(
                        "compute_input", spent(model.step(size, "decode")),
                        "compute_infer", spent(model.step(size, "predict")),
                        "compute_output", spent(model.step(size, "encode"))));
    }

    private static ModelStatistics.Spent spent(Spent spent) {
        return new ModelStatistics.Spent(spent.count(), spent.nanos());
    }
}
