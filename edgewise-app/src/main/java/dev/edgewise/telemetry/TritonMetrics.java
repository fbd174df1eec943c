package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelUsage;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What models were asked, under the names that dashboards for Triton read (its user guide,
/// "Metrics"). They are counters, but typed as unknown: Prometheus' libraries end a counter's name
/// with `_total`, which Triton's don't.
final class TritonMetrics implements MultiCollector {

    private static final long NANOS_PER_MICRO = 1_000;

    private final Catalog catalog;

    TritonMetrics(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(
                count("request_success", "Requests answered well", m -> m.success().count()),
                count("request_failure", "Requests that failed", m -> m.failure().count()),
                count("count", "Items inferred; a batch of 8 is 8", ModelUsage::inferences),
                count("exec_count", "Runs of the model", ModelUsage::runs),
                micros("request_duration_us", "Requests", m -> m.success().nanos()),
                step("queue_duration_us", "Waiting", "queue"),
                step("compute_input_duration_us", "Making inputs", "decode"),
                step("compute_infer_duration_us", "Running the model", "predict"),
                step("compute_output_duration_us", "Making outputs", "encode"));
    }

    private UnknownSnapshot step(String name, String what, String phase) {
        return micros(name, what, model -> model.step(phase).nanos());
    }

    private UnknownSnapshot micros(String name, String what, ToLongFunction<ModelUsage> nanos) {
        return count(
                name,
                what + ": microseconds, in sum",
                model -> nanos.applyAsLong(model) / NANOS_PER_MICRO);
    }

    private UnknownSnapshot count(String name, String help, ToLongFunction<ModelUsage> value) {
        UnknownSnapshot.Builder metric =
                UnknownSnapshot.builder().name("nv_inference_" + name).help(help);
        Set<Catalog.Entry> models = new LinkedHashSet<>(catalog.index());
        models.addAll(catalog.usage().asked());
        for (Catalog.Entry model : models) {
            metric.dataPoint(
                    UnknownDataPointSnapshot.builder()
                            .labels(Labels.of("model", model.name(), "version", model.version()))
                            .value((double) value.applyAsLong(catalog.usage().of(model)))
                            .build());
        }
        return metric.build();
    }
}
