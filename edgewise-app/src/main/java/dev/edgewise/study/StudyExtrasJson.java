package dev.edgewise.study;

import dev.edgewise.measure.statistics.Checks;
import dev.edgewise.measure.statistics.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `result.json` says besides times: what a request costs, what to read with care, and why it
/// ended. What isn't measured is null.
final class StudyExtrasJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private StudyExtrasJson() {}

    static ObjectNode resources(StudyResult result) {
        ObjectNode node = JSON.createObjectNode();
        for (Place place : Place.values()) {
            result.costs().at(place).ifPresent(cost -> node.set(place.id(), cost(cost)));
        }
        if (!result.whyNoEnergy().isEmpty()) {
            node.put("energy_not_measured", result.whyNoEnergy());
        }
        return node;
    }

    private static ObjectNode cost(Costs.Cost cost) {
        ObjectNode node = JSON.createObjectNode();
        side(node, "client", cost.client());
        side(node, "server", cost.server());
        node.put("bytes_out", cost.bytesOut());
        node.put("bytes_in", cost.bytesIn());
        mean(node, "energy_mj", cost.millijoules());
        return node;
    }

    private static void side(ObjectNode node, String name, Costs.Side side) {
        mean(node, name + "_cpu_ms", side.cpuMillis());
        number(node, name + "_memory_mib", side.mebibytes());
    }

    private static void mean(ObjectNode node, String name, Optional<Estimate> mean) {
        number(
                node,
                name,
                mean.map(known -> OptionalDouble.of(known.value())).orElse(OptionalDouble.empty()));
    }

    private static void number(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    static ObjectNode checks(Care care) {
        ObjectNode node = JSON.createObjectNode();
        care.checks().forEach((place, checks) -> node.set(place, checks(care, place, checks)));
        return node;
    }

    private static ObjectNode checks(Care care, String place, Checks checks) {
        ObjectNode node = JSON.createObjectNode();
        node.put("outliers", checks.outliers().count());
        number(node, "correlation", OptionalDouble.of(checks.memory().correlation()));
        number(node, "worth", OptionalDouble.of(checks.memory().worth()));
        number(node, "drift_share", OptionalDouble.of(checks.drift().share()));
        number(node, "drift_chance", OptionalDouble.of(checks.drift().chance()));
        number(node, "tail_index", OptionalDouble.of(checks.tail().index()));
        number(
                node,
                "self_different",
                care.self(place)
                        .map(self -> OptionalDouble.of((double) self.called() / self.splits()))
                        .orElse(OptionalDouble.empty()));
        ArrayNode warnings = node.putArray("warnings");
        List<String> found = care.warnings(place);
        found.forEach(warnings::add);
        return node;
    }

    static ObjectNode ending(Ending ending) {
        ObjectNode node = JSON.createObjectNode();
        switch (ending) {
            case Ending.Complete _ -> node.put("why", "complete");
            case Ending.Narrow narrow -> node.put("why", "narrow").put("blocks", narrow.blocks());
            case Ending.TimeUp late -> node.put("why", "time_up").put("blocks", late.blocks());
            case Ending.Interrupted _ -> node.put("why", "interrupted");
            case Ending.Failed failed -> node.put("why", "failed").put("detail", failed.why());
            case Ending.Unknown _ -> node.put("why", "unknown");
        }
        return node;
    }
}
