package dev.edgewise.load;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.Distribution;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.statistics.Percentile;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A load's result as JSON. Times are in milliseconds; what can't be said is null, and beside
/// it `missing` says why.
public final class LoadJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private LoadJson() {}

    /// The result as one object, indented.
    public static String text(LoadReport report) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(report));
    }

    private static ObjectNode tree(LoadReport report) {
        LoadResult result = report.result();
        ObjectNode root = JSON.createObjectNode();
        root.put("address", report.address());
        root.put("model", report.model());
        root.put("inputs", report.inputs());
        root.put("loop", report.settings().plan().words());
        List<Percentile> listed = report.listed();
        root.set("latency", distribution(result.latency(), listed));
        root.set("answered_latency", distribution(result.answeredLatency(), listed));
        root.set("service", distribution(result.service(), listed));
        root.set("lateness", distribution(result.lateness(), listed));
        root.set("phases", phases(report));
        root.put("phases_from", report.phases().source());
        counts(root, result);
        number(root, "rate_asked", result.perSecond());
        number(
                root,
                "rate_scheduled",
                Double.isNaN(result.perSecond()) ? Double.NaN : result.scheduledPerSecond());
        root.put("rate_reached", result.sentPerSecond());
        root.put("rate_answered", result.answeredPerSecond());
        root.put("generator_bound", report.generatorBound());
        ObjectNode cost = root.putObject("generator");
        cost.put("cores_used", report.cost().cores());
        cost.put("cores", report.cost().available());
        number(cost, "machine_busy", report.cost().machineBusy());
        root.put("duration_s", result.sendingNanos() / 1e9);
        root.put("connections", report.settings().used());
        root.put("timeout_ms", report.settings().timeout().toNanos() / 1e6);
        report.found().ifPresent(found -> root.set("capacity", capacity(found, report)));
        ArrayNode faults = root.putArray("faults");
        report.faults()
                .forEach(
                        (kind, fault) ->
                                faults.addObject()
                                        .put("kind", kind)
                                        .put("count", fault.count())
                                        .put("first", fault.first()));
        ArrayNode warnings = root.putArray("warnings");
        LoadSentences.warnings(report).forEach(warnings::add);
        root.put("sentence", LoadSentences.verdict(report));
        optional(root, "cold_ms", report.coldMillis());
        ObjectNode warmUp = root.putObject("warm_up");
        warmUp.put("steady", report.warmUp().map(w -> w.steady()).orElse(false));
        warmUp.put("reason", report.warmUp().map(w -> w.reason()).orElse("nothing was answered"));
        ArrayNode seconds = root.putArray("seconds");
        report.slices().forEach(slice -> seconds.add(slice(slice)));
        root.put("partial", report.partial());
        ObjectNode context = root.putObject("context");
        report.context()
                .entries()
                .forEach(
                        (name, value) ->
                                context.put(
                                        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
                                        value));
        return root;
    }

    /// `failed` is whatever was sent and neither answered nor refused; those that were wrong or
    /// timed out are among them.
    private static void counts(ObjectNode node, LoadResult result) {
        node.put("sent", result.sent());
        node.put("answered", result.count(Status.ANSWERED));
        node.put("refused", result.count(Status.REFUSED));
        node.put(
                "failed",
                result.sent() - result.count(Status.ANSWERED) - result.count(Status.REFUSED));
        node.put("timed_out", result.count(Status.TIMED_OUT));
        node.put("wrong", result.count(Status.WRONG));
        node.put("dropped", result.dropped());
        node.put("unsent", result.unsent());
        node.put("late", result.late());
        node.put("late_alone", result.lateAlone());
    }

    private static ObjectNode distribution(
            Distribution distribution, List<Percentile> percentiles) {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode missing = JSON.createObjectNode();
        for (Percentile percentile : percentiles) {
            String name = percentile.label().replace(".", "") + "_ms";
            OptionalDouble millis = distribution.percentileMillis(percentile);
            optional(node, name, millis);
            if (millis.isEmpty()) {
                missing.put(name, distribution.whyMissing(percentile));
            }
        }
        if (distribution.count() == 0) {
            node.putNull("max_ms").putNull("mean_ms");
        } else {
            node.put("max_ms", distribution.maxMillis()).put("mean_ms", distribution.meanMillis());
        }
        node.put("n", distribution.count());
        if (!missing.isEmpty()) {
            node.set("missing", missing);
        }
        return node;
    }

    private static ObjectNode phases(LoadReport report) {
        Phases phases = report.phases();
        ObjectNode node = JSON.createObjectNode();
        for (Phases.Named phase : phases.named()) {
            node.set(
                    phase.name(),
                    phase.distribution()
                            .map(found -> distribution(found, report.listed()))
                            .orElseGet(
                                    () ->
                                            JSON.createObjectNode()
                                                    .put("mean_ms", phase.meanMillis())));
        }
        if (!phases.named().isEmpty()) {
            node.putObject("link_and_client").put("mean_ms", phases.outside());
            node.putObject("unaccounted").put("mean_ms", phases.unaccounted());
        }
        return node;
    }

    private static ObjectNode capacity(CapacitySearch.Found found, LoadReport report) {
        ObjectNode node = JSON.createObjectNode();
        if (report.settings().plan() instanceof Plan.Capacity(var objective, _)) {
            node.put("objective", objective.toString());
        }
        if (found.best().isPresent()) {
            node.put("per_second", found.best().get().perSecond());
        } else {
            node.putNull("per_second");
        }
        node.put("at_least", found.atLeast());
        node.put("ended", found.end().name().toLowerCase(Locale.ROOT));
        ArrayNode trials = node.putArray("trials");
        for (CapacitySearch.Trial trial : found.trials()) {
            ObjectNode one = trials.addObject().put("rate_asked", trial.perSecond());
            one.put("rate_scheduled", trial.result().scheduledPerSecond());
            one.put("rate_reached", trial.result().sentPerSecond());
            counts(one, trial.result());
            one.set("latency", distribution(trial.result().latency(), report.listed()));
            one.put("holds", trial.holds());
            one.put("finding", trial.finding().name().toLowerCase(Locale.ROOT));
            one.put("why", trial.why());
        }
        return node;
    }

    private static ObjectNode slice(Slice slice) {
        ObjectNode node = JSON.createObjectNode();
        node.put("from_s", slice.fromNanos() / 1e9).put("to_s", slice.toNanos() / 1e9);
        node.put("answered", slice.answered());
        node.put("refused", slice.refused());
        node.put("failed", slice.failed());
        node.put("dropped", slice.dropped());
        node.put("late", slice.late());
        optional(node, "p50_ms", slice.p50Millis());
        optional(node, "p99_ms", slice.p99Millis());
        node.put("max_ms", slice.maxMillis());
        return node;
    }

    private static void number(ObjectNode node, String name, double value) {
        optional(
                node,
                name,
                Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value));
    }

    private static void optional(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }
}
